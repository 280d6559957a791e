package outcomes

import "testing"

// MaxMissingShare is the share above which a definition is in doubt: one search in five exactly is
// not.
func TestDoubtAtTheShare(t *testing.T) {
	for _, test := range []struct {
		missing, all int64
		d            FindDefinition
		doubt        bool
		reason       string
	}{
		{1, 5, FindByActionKnown, false, "1 of 5 outcomes"},
		{2, 9, FindByActionKnown, true, "2 of 9 outcomes"},
		{200, 1000, FindByActionKnown, false, "200 of 1,000 outcomes"},
		{201, 1000, FindByActionKnown, true, "201 of 1,000 outcomes"},
		{1, 5, FindByLinked, false, "1 of 5 links"},
		{201, 1000, FindByLinked, true, "201 of 1,000 links"},
		{1, 5, FindByLinkedAction, false, "1 of 5 outcomes that are linked"},
		{201, 1000, FindByLinkedAction, true, "201 of 1,000 outcomes that are linked"},
	} {
		tally := new(Tally)
		missing := Key{Type: PersonSearch, Linked: Yes} // the outcome is blank
		if test.d == FindByLinked {
			missing = Key{Type: PersonSearch, Outcome: NoFurtherAction}
		}
		if err := tally.AddCount(missing, test.missing); err != nil {
			t.Fatal(err)
		}
		if err := tally.AddCount(Key{Type: PersonSearch, Outcome: Arrest, Linked: Yes}, test.all-test.missing); err != nil {
			t.Fatal(err)
		}
		if got := tally.Doubt(test.d); (got != "") != test.doubt {
			t.Errorf("%s: %q", test.reason, got)
		}
	}
}

// A share just above the limit does not print as the limit.
func TestDoubtDoesNotContradictItself(t *testing.T) {
	tally := new(Tally)
	if err := tally.AddCount(Key{Type: PersonSearch}, 20001); err != nil {
		t.Fatal(err)
	}
	if err := tally.AddCount(Key{Type: PersonSearch, Outcome: Arrest, Linked: Yes}, 79999); err != nil {
		t.Fatal(err)
	}
	if got, want := tally.Doubt(FindByActionKnown), "20.001 % of searches do not say if they count, above 20 %: a blank outcome may mean that nothing was found"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
