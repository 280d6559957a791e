package main

import (
	"bytes"
	"errors"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/tidy"
)

func (s *settings) besidePublished(w *bytes.Buffer, t *table, set forces) error {
	return errors.New("todo")
}

func besideOwn[M rri.Measure](s *settings, w *bytes.Buffer, t *tidy.Table, set peers.Set[string, M]) error {
	return errors.New("todo")
}
