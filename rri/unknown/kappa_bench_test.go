package unknown

import "testing"

func BenchmarkKappa(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Kappa(example, 0.95); err != nil {
			b.Fatal(err)
		}
	}
}
