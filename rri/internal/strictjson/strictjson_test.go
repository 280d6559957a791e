package strictjson

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// TestDuplicateKey: a key that stands twice in one object is found at every depth, in whatever
// letter case, and nowhere else.
func TestDuplicateKey(t *testing.T) {
	for _, test := range []struct {
		in, key string
		twice   bool
		reason  string
	}{
		{`{"a":1,"b":2}`, "", false, "two keys"},
		{`{"a":1,"a":2}`, "a", true, "one twice"},
		{`{"a":1,"A":2}`, "A", true, "encoding/json takes either for the same field"},
		{`{"a":"a","b":["a","a"]}`, "", false, "values are no keys"},
		{`{"a":{"b":1},"c":{"b":2}}`, "", false, "in two objects"},
		{`[{"a":1},{"b":{"c":[{"d":1,"d":2}]}}]`, "d", true, "deep"},
		{`{"a":1,"b":{"x":{}},"a":3}`, "a", true, "with an object between"},
		{"{\"a\" :1, \"\\u0061\"\n: 2}", "a", true, "escaped, and white space before the colon"},
		{`{"\"":1,"\"":2}`, `"`, true, "a quote as the key"},
		{`{"\\":"\"","b":":{\"b\":1,"}`, "", false, "signs of JSON in values"},
		{`{"É":1,"é":2}`, "é", true, "letters beyond ASCII"},
		{`{"a":1,"a":2`, "", false, "it breaks off"},
		{`{"":1,"":2}`, "", true, "no name"},
		{`{"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0,"9":0,"10":0,"11":0,"12":0,"13":0,"14":0,"15":0,"16":0,"17":0,"2":0}`, "2", true, "among many"},
		{`{"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0,"9":0,"10":0,"11":0,"12":0,"13":0,"14":0,"15":0,"16":0,"17":0}`, "", false, "many"},
		{`{"a":1,`, "", false, "no JSON: for encoding/json to say"},
		{``, "", false, "nothing"},
		{`null`, "", false, "null"},
	} {
		if key, twice := duplicateKey([]byte(test.in)); key != test.key || twice != test.twice {
			t.Errorf("%s: %s: %q, %v, want %q, %v", test.reason, test.in, key, twice, test.key, test.twice)
		}
	}
	var v struct{ A int }
	if err := Unmarshal([]byte(`{"a":1,"a":2}`), &v); err == nil || !strings.Contains(err.Error(), `"a" stands twice`) || v.A != 0 {
		t.Errorf("a key twice: %v, %+v", err, v)
	}
	if err := Unmarshal([]byte(`{"a":1}`), &v); err != nil || v.A != 1 {
		t.Errorf("a key once: %v, %+v", err, v)
	}
}

func TestNumberJSON(t *testing.T) {
	for _, v := range []float64{0, -1.5, 1e300, math.Inf(1), math.Inf(-1), math.NaN()} {
		data, err := json.Marshal(Number(v))
		if err != nil {
			t.Fatal(err)
		}
		var got Number
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		if float64(got) != v && !(math.IsNaN(v) && math.IsNaN(float64(got))) {
			t.Errorf("%v reads back as %v from %s", v, got, data)
		}
	}
	var n Number
	if err := json.Unmarshal([]byte(`"x"`), &n); err == nil {
		t.Error("a word is no number, and no error")
	}
}

// BenchmarkUnmarshal reads objects as a result has them.
func BenchmarkUnmarshal(b *testing.B) {
	data := []byte("[" + strings.Repeat(`{"group":"Black","events":10,"ratio":{"value":1.5,"lower":1.25,"upper":1.75,"p":0.01,"flags":["zero"]}},`, 1000) + "{}]")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var v any
		if err := Unmarshal(data, &v); err != nil {
			b.Fatal(err)
		}
	}
}
