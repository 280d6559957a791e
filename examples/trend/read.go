package main

import "github.com/seed-549880be/disparity/examples/internal/cli"

// table is what a file has.
type table struct {
	*cli.PublishedTable
	whose string // whose residents they are set against
	area  string // that is followed
}

// read reads a file. Its residents are left out if others are taken.
func (s *settings) read(text []byte, name string) (*table, error) {
	from := s.published
	from.WithoutResidents = s.census != nil || s.residents != ""
	t, err := from.Read(text, name)
	if err != nil {
		return nil, err
	}
	return &table{PublishedTable: t}, nil
}
