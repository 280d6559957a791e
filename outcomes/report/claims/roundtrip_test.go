package claims

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
// Each comes back from JSON exactly as it was. A law of package outcomes checks that none is
// missing.
var roundTrips = map[string]any{
	"Said":    []any{Say(Input{}), Say(usual()), Say(many())},
	"RowWord": []any{RowWord{}, Say(usual()).Rows[0]},
	"Claim":   []any{Say(usual()).Claims[0], Say(usual()).Claims[0].Clone()},

	"ChangeClaim": []any{ChangeClaim{}, SayChange(usual(), years(rose()))[0], SayChange(usual(), slope(rose()))[0].Clone()},
	"PeerClaim":   []any{PeerClaim{}, SayPeers(usual(), []Beside{beside()})[0], SayPeers(usual(), []Beside{beside()})[0].Clone()},

	"ChangeWord": []any{ChangeWord{}, ChangeWords(usual(), years(rose()))[0]},
}

func TestRoundTrips(t *testing.T) {
	for name, instances := range roundTrips {
		for i, v := range instances.([]any) {
			data, err := json.Marshal(v)
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			p := reflect.New(reflect.TypeOf(v))
			if err := json.Unmarshal(data, p.Interface()); err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			if d := cmp.Diff(v, p.Elem().Interface()); d != "" {
				t.Errorf("%s %d: -was +is\n%s", name, i, d)
			}
		}
	}
}
