package report

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// nation has made-up searches of every force that has residents, in every month of 2022: of all
// groups, objects and outcomes, with times and places, as data.police.uk has them.
var nation = sync.OnceValue(func() *outcomes.Extract {
	random := rand.New(rand.NewPCG(43, 12))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	all := new(outcomes.Extract)
	for f := range ethnicity.Forces() {
		if f.Code() == "" {
			continue
		}
		size := 40 + random.IntN(200)
		for month := time.January; month <= time.December; month++ {
			var b strings.Builder
			b.WriteString(header)
			for range size {
				self := pick(white, white, white, white, black, asian, none, "Mixed/Multiple ethnic groups - White and Asian", "Other ethnic group - Any other ethnic group")
				fmt.Fprintf(&b, "Person search,2022-%02d-%02dT%02d:%02d:00+00:00,False,,%.3f,-1.5,Male,%s,%s,%s,Misuse of Drugs Act 1971 (section 23),%s,%s,%s,False\r\n",
					month, 1+random.IntN(28), random.IntN(24), random.IntN(60), 51+random.Float64(), pick("10-17", "18-24", "25-34"), self, pick("White", "Black", "Asian", "Other"),
					pick("Controlled drugs", "Controlled drugs", "Offensive weapons", "Stolen goods"), pick(noAction, noAction, "Arrest", "Community resolution", "Summons / charged by post", ""), pick("TRUE", "FALSE", ""))
			}
			name := fmt.Sprintf("2022-%02d-%s-stop-and-search.csv", month, f.Slug())
			if err := all.Merge(extract(name, b.String())); err != nil {
				panic(err)
			}
		}
	}
	return all
})

// mostBytes is how large a page of all forces and a year may be, so that it can be sent by mail.
const mostBytes = 3_000_000

// TestPageOfTheNation: the page of all forces in every month of a year, force by force and month by
// month, can be sent.
func TestPageOfTheNation(t *testing.T) {
	if testing.Short() {
		t.Skip("long: run without -short")
	}
	for _, by := range []Breakdown{EachForce, EachMonth} {
		r := must(New(nation(), Options{By: by}))
		var b bytes.Buffer
		start := time.Now()
		if err := r.WriteHTML(&b, Layout{}); err != nil {
			t.Fatal(err)
		}
		t.Logf("by %s: %d forces, %d parts, %d bytes in %s", by, len(r.span.forces), len(r.parts), b.Len(), time.Since(start))
		if b.Len() > mostBytes {
			t.Errorf("by %s: %d bytes, want at most %d", by, b.Len(), mostBytes)
		}
	}
}

// TestPageOfManyGroups: the page of all forces in detailed groups can be sent too, without funnels
// and pictures of ranks.
func TestPageOfManyGroups(t *testing.T) {
	if testing.Short() {
		t.Skip("long: run without -short")
	}
	random := rand.New(rand.NewPCG(43, 13))
	labels := slices.Sorted(maps.Values(labelOf))
	files, n := make(map[string]string), 0
	for f := range ethnicity.Forces() {
		if f.Code() == "" {
			continue
		}
		var b strings.Builder
		for i := range 600 {
			self := white
			if i%3 == 0 {
				self = labels[random.IntN(len(labels))]
			}
			b.WriteString(search{self: self, officer: "White", outcome: "Arrest", date: fmt.Sprintf("2022-01-%02dT%02d:%02d:%02d+00:00", 1+random.IntN(28), random.IntN(24), random.IntN(60), n)}.row())
		}
		files["2022-01-"+f.Slug()+"-stop-and-search.csv"], n = b.String(), n+1
	}
	var b bytes.Buffer
	if err := must(New(several(files), Options{Scheme: ethnicity.EighteenPlusOne, Census: ethnicity.Census2011})).WriteHTML(&b, Layout{}); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", b.Len())
	if page := b.String(); len(page) > mostBytes || !strings.Contains(page, "The ranks of the 17 groups are not drawn") {
		t.Errorf("%d bytes, want at most %d and no funnels", len(page), mostBytes)
	}
}

func BenchmarkPage(b *testing.B) {
	for _, by := range []Breakdown{EachForce, EachMonth} {
		r := must(New(nation(), Options{By: by}))
		b.Run(by.String(), func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				if err := r.WriteHTML(&out, Layout{}); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out.Len()), "bytes")
			}
		})
	}
}
