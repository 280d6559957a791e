//go:build ignore

// Concurrent lists the tests of what the goroutines of their package do beside each other, one a
// line: the folder of the package and the name. A test is listed if it, or a function or method of
// its package that it names, has a go statement, or calls what starts one. Goroutines of another
// package are for the tests of that package.
//
//	go run .ci/concurrent.go [DIR]
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// starters are methods and functions of other modules that start a goroutine, by their last name:
// those of WaitGroup and errgroup, of tests and benchmarks, and of time, context and net/http.
var starters = []string{"Go", "Parallel", "RunParallel", "AfterFunc", "NewServer"}

// testName is the name of a test or an example, which "go test" runs.
var testName = regexp.MustCompile(`^(Test|Example)([^a-z]|$)`)

// A function is what the functions and methods of one name in one folder do, taken together.
type function struct {
	folder, name string
	starts       bool
	names        map[string]bool // functions that it names, whoever has them
}

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	functions, err := read(root)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	follow(functions)
	for _, f := range functions {
		if f.starts && testName.MatchString(f.name) {
			fmt.Println("./"+filepath.ToSlash(f.folder), f.name)
		}
	}
}

// read returns the functions of every package below root, in order. Nested modules and folders that
// the go command passes over are left out.
func read(root string) ([]*function, error) {
	byName := map[string]*function{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			_, missing := os.Stat(filepath.Join(path, "go.mod"))
			if path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || missing == nil) {
				return fs.SkipDir
			}
			return nil
		case filepath.Ext(path) != ".go":
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				if d.Body != nil {
					add(byName, folder, d.Name.Name, d.Body)
				}
			case *ast.GenDecl: // a function can be the value of a variable
				for _, spec := range d.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok && len(v.Values) == len(v.Names) {
						for i, value := range v.Values {
							add(byName, folder, v.Names[i].Name, value)
						}
					}
				}
			}
		}
		return nil
	})
	sorted := slices.Sorted(maps.Keys(byName))
	functions := make([]*function, len(sorted))
	for i, key := range sorted {
		functions[i] = byName[key]
	}
	return functions, err
}

// add notes what the function of this name does.
func add(byName map[string]*function, folder, name string, body ast.Node) {
	key := folder + " " + name
	f := byName[key]
	if f == nil {
		f = &function{folder: folder, name: name, names: map[string]bool{}}
		byName[key] = f
	}
	ast.Inspect(body, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.GoStmt:
			f.starts = true
		case *ast.CallExpr:
			if selector, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains(starters, selector.Sel.Name) {
				f.starts = true
			}
		case *ast.Ident:
			f.names[n.Name] = true
		}
		return true
	})
}

// follow marks the functions that name one of their own folder that starts a goroutine.
func follow(functions []*function) {
	for changed := true; changed; {
		changed = false
		starts := map[string]bool{}
		for _, f := range functions {
			if f.starts {
				starts[f.folder+" "+f.name] = true
			}
		}
		for _, f := range functions {
			if f.starts {
				continue
			}
			for name := range f.names {
				if starts[f.folder+" "+name] {
					f.starts, changed = true, true
				}
			}
		}
	}
}
