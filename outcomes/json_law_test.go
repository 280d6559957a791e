package outcomes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// lawIsStrict says that a package without a file roundtrip_test.go fails. While it is false such a
// package is named and passed over.
const lawIsStrict = true

// TestEveryResultIsInTheLaw parses every package of the library and fails if an exported struct
// that an exported function or method returns is in neither roundTrips nor noRoundTrips of the file
// roundtrip_test.go of its package, whose test writes each instance as JSON and reads it back. A
// struct is returned also as a pointer, in a slice, a map, a sequence, or by a function that is
// returned. Structs that are errors are not asked for, nor those of other packages, which have
// their own list.
func TestEveryResultIsInTheLaw(t *testing.T) {
	total := 0
	for _, dir := range libraryPackages(t) {
		p := parsePackage(t, dir)
		want := p.results()
		if p.listed == nil {
			if len(want) > 0 && lawIsStrict {
				t.Errorf("%s has no roundTrips in roundtrip_test.go: want %s", dir, strings.Join(want, ", "))
			} else if len(want) > 0 {
				t.Logf("%s has no roundTrips in roundtrip_test.go: to come: %s", dir, strings.Join(want, ", "))
			}
			continue
		}
		total += len(want)
		for _, name := range want {
			if !p.listed[name] {
				t.Errorf("%s: %s is returned, and has no instance in roundTrips or noRoundTrips of roundtrip_test.go", dir, name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(p.listed)) {
			if p.structs[name] == nil {
				t.Errorf("%s: %q in roundtrip_test.go is no exported struct of the package", dir, name)
			}
		}
	}
	if total < 10 {
		t.Errorf("%d structs found", total)
	}
}

// libraryPackages returns the folders of the packages that others can import.
func libraryPackages(t *testing.T) []string {
	t.Helper()
	dirs := make(map[string]bool)
	for _, root := range []string{"../rri", "../ethnicity", "../outcomes"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "internal" || d.Name() == "testdata"):
				return filepath.SkipDir
			case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				dirs[filepath.Dir(path)] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return slices.Sorted(maps.Keys(dirs))
}

// parsed is what the law asks of a package.
type parsed struct {
	structs map[string]*ast.StructType // the exported ones that are no errors
	named   map[string]ast.Expr        // the other types of the package, by what they are made of
	funcs   []*ast.FuncType            // exported functions, and exported methods of exported types
	listed  map[string]bool            // keys of roundTrips and noRoundTrips; nil without either
}

func parsePackage(t *testing.T, dir string) parsed {
	t.Helper()
	p := parsed{structs: make(map[string]*ast.StructType), named: make(map[string]ast.Expr)}
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	errorTypes := make(map[string]bool)
	set := token.NewFileSet()
	for _, name := range names {
		test := strings.HasSuffix(name, "_test.go")
		if test && filepath.Base(name) != "roundtrip_test.go" {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if test {
			p.list(file)
			continue
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				receiver := receiverOf(d)
				if d.Name.Name == "Error" {
					errorTypes[receiver] = true
				}
				if d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver)) {
					p.funcs = append(p.funcs, d.Type)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					s, ok := spec.(*ast.TypeSpec)
					if !ok {
						continue
					}
					if st, ok := s.Type.(*ast.StructType); ok && s.Name.IsExported() {
						p.structs[s.Name.Name] = st
					} else {
						p.named[s.Name.Name] = s.Type
					}
				}
			}
		}
	}
	for name := range errorTypes {
		delete(p.structs, name)
	}
	return p
}

// receiverOf returns the name of the type that f is a method of, or "".
func receiverOf(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	typ := f.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.IndexListExpr:
			typ = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// list reads the keys of roundTrips and noRoundTrips.
func (p *parsed) list(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Names) != 1 || len(v.Values) != 1 || v.Names[0].Name != "roundTrips" && v.Names[0].Name != "noRoundTrips" {
			return true
		}
		if p.listed == nil {
			p.listed = make(map[string]bool)
		}
		if lit, ok := v.Values[0].(*ast.CompositeLit); ok {
			for _, e := range lit.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if key, ok := kv.Key.(*ast.BasicLit); ok && key.Kind == token.STRING {
						if name, err := strconv.Unquote(key.Value); err == nil {
							p.listed[name] = true
						}
					}
				}
			}
		}
		return false
	})
}

// results returns the names of the exported structs that some function returns, in order.
func (p *parsed) results() []string {
	found := make(map[string]bool)
	seen := make(map[string]bool)
	var visit func(typ ast.Expr)
	visit = func(typ ast.Expr) {
		ast.Inspect(typ, func(n ast.Node) bool {
			switch n := n.(type) {
			// a type of another package, such as iter.Seq2, whose arguments are looked at
			case *ast.SelectorExpr:
				return false
			case *ast.FuncType: // a sequence or a constructor: what goes in and what comes out
				return true
			case *ast.Field: // the names of fields and parameters are no types
				visit(n.Type)
				return false
			case *ast.Ident:
				if p.structs[n.Name] != nil {
					found[n.Name] = true
				} else if under := p.named[n.Name]; under != nil && !seen[n.Name] {
					seen[n.Name] = true
					visit(under) // such as a slice of structs under a name of its own
				}
			}
			return true
		})
	}
	for _, f := range p.funcs {
		if f.Results != nil {
			for _, r := range f.Results.List {
				visit(r.Type)
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}
