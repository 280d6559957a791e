package outcomes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// kitMethods are those that every enum and error has. The examples of the parsers show them.
var kitMethods = map[string]bool{"String": true, "AppendText": true, "MarshalText": true, "UnmarshalText": true, "MarshalJSON": true, "Error": true,
	"Unwrap": true, "Is": true}

// Every exported function and method has an example with output.
func TestEveryFunctionHasAnExample(t *testing.T) {
	files := token.NewFileSet()
	examples := make(map[string]bool)
	var functions []string
	for _, name := range goFiles(t) {
		file, err := parser.ParseFile(files, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if name, ok := strings.CutPrefix(f.Name.Name, "Example"); ok {
				examples[name] = true
			}
			if strings.HasSuffix(name, "_test.go") || !f.Name.IsExported() || kitMethods[f.Name.Name] {
				continue
			}
			name := f.Name.Name
			if f.Recv != nil {
				typ := f.Recv.List[0].Type
				if p, ok := typ.(*ast.StarExpr); ok {
					typ = p.X
				}
				receiver := typ.(*ast.Ident).Name
				if !ast.IsExported(receiver) {
					continue
				}
				name = receiver + "_" + name
			}
			functions = append(functions, name)
		}
	}
	if len(functions) < 60 {
		t.Errorf("%d functions found", len(functions))
	}
	for _, name := range functions {
		if !examples[name] {
			t.Errorf("%s has no example", name)
		}
	}
}

func goFiles(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	return names
}
