package cli

import "testing"

func TestDownloadName(t *testing.T) {
	for what, want := range map[string]string{
		"Avon and Somerset searches": "avon-and-somerset-searches.csv",
		"arrests by object, age":     "arrests-by-object-age.csv",
		"../../etc/passwd\x00":       "etc-passwd.csv",
		"Zürich: contrôles":          "zürich-contrôles.csv",
		`"><script>`:                 "script.csv",
		"":                           "numbers.csv",
		" ,; ":                       "numbers.csv",
	} {
		if got := DownloadName(what); got != want {
			t.Errorf("DownloadName(%q) = %q, want %q", what, got, want)
		}
	}
}

func TestCapital(t *testing.T) {
	for text, want := range map[string]string{"searches": "Searches", "écart": "Écart", "": "", "6 events": "6 events", "X": "X"} {
		if got := Capital(text); got != want {
			t.Errorf("Capital(%q) = %q, want %q", text, got, want)
		}
	}
}
