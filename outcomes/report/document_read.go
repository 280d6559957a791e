package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// UnmarshalJSON reads a document. It is an error if the document is of another [Version], if it
// lacks a member that every document has, if a key stands twice in one object, or if null stands in
// place of a source, a table, a row or another element of its lists.
func (d *Document) UnmarshalJSON(data []byte) error {
	var version struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return fmt.Errorf("report: document: %w", err)
	}
	switch v := version.Version; {
	case v == nil:
		return fmt.Errorf("report: document without a version: want one of version %d, as Report.WriteJSON writes it", Version)
	case *v < Version:
		return fmt.Errorf("report: document of version %d: want %d, in which some members have other names: make it again from the records", *v, Version)
	case *v > Version:
		return fmt.Errorf("report: document of version %d: want %d: read it with the later version of this package that wrote it", *v, Version)
	}
	if key, twice := duplicateKey(data); twice {
		return fmt.Errorf("report: document: %q stands twice in one object: keep the right one", sheet.Clip(key))
	}
	type plain Document
	var got plain
	if err := json.Unmarshal(data, &got); err != nil {
		if strings.HasPrefix(err.Error(), "report: ") { // of an Adjusted
			return err
		}
		return fmt.Errorf("report: document: %w", err)
	}
	if err := checkShape(data); err != nil {
		return err
	}
	*d = Document(got)
	return nil
}

// checkShape reports what a decoded document would pass over: a member that it lacks, and null in a
// list.
func checkShape(data []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return fmt.Errorf("report: document: %w", err)
	}
	for i := range reflect.TypeFor[Document]().NumField() {
		name, options, _ := strings.Cut(reflect.TypeFor[Document]().Field(i).Tag.Get("json"), ",")
		if _, ok := members[name]; !ok && options == "" {
			return fmt.Errorf("report: document without %s, which every document has: want one that Report.WriteJSON wrote", name)
		}
	}
	var lists documentLists
	if err := json.Unmarshal(data, &lists); err != nil {
		return fmt.Errorf("report: document: %w", err)
	}
	null := hasNull(lists.Sources, lists.LeftOut, lists.Missing, lists.Low, lists.Within, lists.Filters.Where, lists.Account.Rows, lists.Summary.BearInMind, lists.Summary.Peers,
		lists.Change.LeaveOut, lists.Completeness, lists.Kept) ||
		lists.partLists.hasNull()
	for _, c := range lists.Summary.Said {
		null = null || c == nil || hasNull(c.Groups, c.Numbers, c.Gates)
	}
	for _, c := range lists.Summary.Changes {
		null = null || c == nil || hasNull(c.Groups, c.Numbers)
	}
	for _, s := range lists.Stops {
		null = null || s == nil || hasNull(s.Months)
	}
	for _, c := range lists.Contrasts {
		null = null || c == nil || hasNull(c.Rows)
	}
	for _, o := range lists.Overlaps {
		null = null || o == nil || hasNull(o.Files)
	}
	for _, p := range lists.Parts {
		null = null || p == nil || p.hasNull()
	}
	if null {
		return errors.New("report: document: null stands in a list: want one that Report.WriteJSON wrote")
	}
	return nil
}

// documentLists are the lists of a document, and partLists those that a part has too.
type documentLists struct {
	Sources  []*json.RawMessage `json:"sources"`
	LeftOut  []*json.RawMessage `json:"left_out"`
	Overlaps []*struct {
		Files []*json.RawMessage `json:"files"`
	} `json:"overlaps"`
	Missing []*json.RawMessage `json:"missing_months"`
	Stops   []*struct {
		Months []*json.RawMessage `json:"months"`
	} `json:"stops"`
	Low       []*json.RawMessage `json:"low_months"`
	Kept      []*json.RawMessage `json:"kept"`
	Contrasts []*struct {
		Rows []*json.RawMessage `json:"rows"`
	} `json:"contrasts"`
	Within  []*json.RawMessage `json:"within"`
	Parts   []*partLists       `json:"parts"`
	Filters struct {
		Where []*json.RawMessage `json:"where"`
	} `json:"filters"`
	Account struct {
		Rows []*json.RawMessage `json:"rows"`
	} `json:"account"`
	Summary struct {
		Said []*struct {
			Groups  []*json.RawMessage `json:"groups"`
			Numbers []*json.RawMessage `json:"numbers"`
			Gates   []*json.RawMessage `json:"gates"`
		} `json:"said"`
		Changes []*struct {
			Groups  []*json.RawMessage `json:"groups"`
			Numbers []*json.RawMessage `json:"numbers"`
		} `json:"changes"`
		Peers      []*json.RawMessage `json:"peers"`
		BearInMind []*json.RawMessage `json:"bear_in_mind"`
	} `json:"summary"`
	Change struct {
		LeaveOut []*json.RawMessage `json:"leave_out"`
	} `json:"change"`
	Completeness []*json.RawMessage `json:"completeness"`
	partLists
}

type partLists struct {
	Notes    []*json.RawMessage `json:"notes"`
	Bounds   []*json.RawMessage `json:"bounds"`
	Adjusted []*json.RawMessage `json:"adjusted"`
	Trends   []*json.RawMessage `json:"trends"`
	Tables   []*struct {
		Notes []*json.RawMessage `json:"notes"`
		Rows  []*json.RawMessage `json:"rows"`
		Other []*otherLists      `json:"other_residents"`
	} `json:"tables"`
}

// otherLists are the lists of an OtherResidents.
type otherLists struct {
	Rows []*json.RawMessage `json:"rows"`
}

// nullInOthers reports whether null stands in one of these lists.
func nullInOthers(list []*otherLists) bool {
	return slices.ContainsFunc(list, func(l *otherLists) bool { return l == nil || hasNull(l.Rows) })
}

func (l partLists) hasNull() bool {
	null := hasNull(l.Notes, l.Bounds, l.Adjusted, l.Trends)
	for _, t := range l.Tables {
		null = null || t == nil || hasNull(t.Notes, t.Rows) || nullInOthers(t.Other)
	}
	return null
}

// hasNull reports whether null stands in any of the lists.
func hasNull(lists ...[]*json.RawMessage) bool {
	return slices.ContainsFunc(lists, func(list []*json.RawMessage) bool { return slices.Contains(list, nil) })
}

// duplicateKey returns a key that stands twice in one object of a JSON text, if there is one.
// encoding/json takes a key in any letter case, so that "Rows" is "rows"; labels that are not known
// differ by case.
func duplicateKey(data []byte) (key string, twice bool) {
	type object struct {
		seen   map[string]bool // nil in a list
		key    bool            // whether the next token is a key
		labels bool            // whether the objects in it have labels for keys
		cased  bool            // whether its own keys are labels
	}
	var open []object
	tokens := json.NewDecoder(bytes.NewReader(data))
	tokens.UseNumber()
	for {
		token, err := tokens.Token()
		if err != nil {
			return "", false // the end
		}
		if delim, ok := token.(json.Delim); ok && (delim == '}' || delim == ']') {
			open = open[:len(open)-1]
			continue
		}
		if n := len(open); n > 0 && open[n-1].seen != nil {
			in := &open[n-1]
			if in.key {
				name, _ := token.(string)
				folded := strings.ToLower(name)
				in.labels = in.cased || folded == "unknown_labels"
				if in.cased {
					folded = name
				}
				if in.seen[folded] {
					return name, true
				}
				in.seen[folded], in.key = true, false
				continue
			}
			in.key = true
		}
		switch token {
		case json.Delim('{'):
			labels := len(open) > 0 && open[len(open)-1].labels
			open = append(open, object{seen: make(map[string]bool), key: true, cased: labels})
		case json.Delim('['):
			open = append(open, object{})
		}
	}
}
