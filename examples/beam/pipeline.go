package main

import (
	"context"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// listed is a file to be read, with its number in the list.
type listed struct {
	Number int
	Name   string
}

func init() {
	beam.RegisterType(reflect.TypeFor[listed]())
	beam.RegisterType(reflect.TypeFor[months]())
	beam.RegisterType(reflect.TypeFor[groups]())
	register.DoFn3x1[context.Context, listed, func(months, batch), error](&readListed{})
	register.Emitter2[months, batch]()
	register.Function3x2(keyed)
	register.DoFn2x1[context.Context, batch, error](&write{})
}

// build builds the pipeline that reads the files and writes a batch to out.
func build(s beam.Scope, r reading, files []string, out string) {
	var list []listed
	for i, name := range files {
		list = append(list, listed{i, name})
	}
	// without Reshuffle the list and all of the reading would be one task
	read := beam.ParDo(s.Scope("read"), &readListed{r}, beam.Reshuffle(s, beam.CreateList(s, list)))
	together := beam.Combine(s.Scope("group"), &group{}, beam.DropValue(s, read))
	byMonths := beam.ParDo(s.Scope("key"), keyed, read, beam.SideInput{Input: together})
	settled := beam.CombinePerKey(s.Scope("settle"), &settle{r.Revision}, byMonths)
	all := beam.Combine(s.Scope("gather"), &gather{}, beam.DropKey(s, settled))
	beam.ParDo0(s.Scope("write"), &write{out}, all)
}

// readListed reads one file.
type readListed struct{ Reading reading }

// beforeFile is called before a file is read; tests fail there.
var beforeFile = func(listed) error { return nil }

// ProcessElement emits what the file has, with its months. What is wrong with the file is the same
// wherever it is read, and goes on as a part of its own; what may pass is an error, by which the
// engine reads the file again.
func (f *readListed) ProcessElement(ctx context.Context, file listed, emit func(months, batch)) error {
	if err := beforeFile(file); err != nil {
		return err
	}
	x, err := f.Reading.extract()
	if err == nil {
		err = read(ctx, x, file.Name)
	}
	var p part
	if err == nil {
		p, err = f.Reading.one(file.Number, x)
	}
	switch {
	case err == nil:
		emit(monthsOf(x), batch{[]part{p}})
	case ctx.Err() != nil || mayPass(err):
		return err
	default:
		emit(months{}, batch{[]part{{Number: file.Number, Problem: message(err)}}})
	}
	return nil
}

// keyed puts what belongs together under one key.
func keyed(m months, b batch, g groups) (int, batch) { return g.key(m), b }

// write writes the batch of everything. The same files give the same bytes, so that it does no harm
// if two workers do it.
type write struct{ File string }

// ProcessElement writes it.
func (w *write) ProcessElement(ctx context.Context, b batch) error {
	text, err := encodeBatch(b)
	if err != nil {
		return err
	}
	return writeFile(ctx, w.File, text)
}
