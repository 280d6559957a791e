package outcomes

import (
	"bufio"
	"bytes"
	"io"
	"slices"
)

// ahead shows the records that come, as far as memory may hold them, to visit. They are read again
// after that.
func (j *jsonReader) ahead(visit func(*table)) {
	// what fails here fails again where reading gets to it
	text, _ := io.ReadAll(io.LimitReader(j.text.r, aheadSize))
	j.text.r = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(text), j.text.r), j.text.r.Size())

	coming := *j
	coming.visit, coming.yield = visit, func(Search, error) bool { return true }
	o := j.table.o
	o.layout, coming.areas = nil, nil
	coming.table, _ = newJSONTable(o) // whose options are sound
	coming.object = jsonObject{}
	coming.text = jsonText{r: bufio.NewReader(bytes.NewReader(text)), again: bytes.Clone(j.text.again), at: j.text.at, line: j.text.line, column: j.text.column}
	coming.places = make(map[string]*jsonPlace)
	coming.frames = slices.Clone(j.frames)
	for i := range coming.frames {
		if f := &coming.frames[i]; f.place != nil {
			f.place = &jsonPlace{found: f.place.found}
			coming.places[f.path] = f.place
		}
	}
	_ = coming.read() // what is wrong is said when reading gets to it
}
