//go:build ignore

// Counts prints how large the repository is and how often one idea is written down, so that two
// states of it can be compared. Each line says how it counts. Files of tests are those whose names
// end in _test.go; nothing in testdata is code.
//
//	go run .ci/counts.go [DIR]
package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	tabWidth     = 4
	longFunction = 65 // lines
)

// file is a Go file.
type file struct {
	path   string // from the root, with slashes
	dir    string
	test   bool
	source []byte
	lines  []string
	syntax *ast.File
}

var positions = token.NewFileSet()

// tree is all that is counted.
type tree struct {
	root     string
	files    []file           // in the order of their paths
	testdata map[string]int64 // bytes by folder
}

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	t, err := read(root)
	if err != nil {
		fmt.Fprintln(os.Stderr, "counts:", err)
		os.Exit(1)
	}
	t.exportedNames()
	t.unwrappings()
	t.validations()
	t.quantityLists()
	t.tableWriters()
	t.enums()
	t.levels()
	t.gonum()
	t.lineLengths()
	t.arrows()
	t.examples()
	t.shipped()
	t.codeLines()
	t.longFunctions()
}

func read(root string) (*tree, error) {
	t := &tree{root: root, testdata: map[string]int64{}}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		switch {
		case d.IsDir() && d.Name() == ".git":
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		if before, _, ok := strings.Cut(relative, "testdata/"); ok {
			info, err := d.Info()
			if err != nil {
				return err
			}
			t.testdata[before+"testdata"] += info.Size()
			return nil
		}
		if path.Ext(relative) != ".go" {
			return nil
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(positions, name, source, parser.ParseComments)
		if err != nil {
			return err
		}
		lines := strings.Split(strings.TrimSuffix(string(source), "\n"), "\n")
		t.files = append(t.files, file{relative, path.Dir(relative), strings.HasSuffix(relative, "_test.go"), source, lines, syntax})
		return nil
	})
	return t, err
}

// heading prints what is counted and how, and line a line below it.
func heading(what, how string) { fmt.Printf("\n%s\n    (%s)\n", what, how) }

func line(format string, args ...any) { fmt.Printf("    "+format+"\n", args...) }

// table prints numbers with their names, the largest first, and then by name.
func table[N int | int64](numbers map[string]N) {
	names := slices.SortedFunc(maps.Keys(numbers), func(a, b string) int {
		return cmp.Or(cmp.Compare(numbers[b], numbers[a]), cmp.Compare(a, b))
	})
	for _, name := range names {
		line("%9d  %s", numbers[name], name)
	}
}

func sum[N int | int64](numbers map[string]N) (total N) {
	for _, n := range numbers {
		total += n
	}
	return total
}

// code yields the files that are no tests and no programs that are run with go run alone.
func (t *tree) code(yield func(file) bool) {
	for _, f := range t.files {
		if !f.test && !strings.HasPrefix(f.path, ".ci/") && !yield(f) {
			return
		}
	}
}

// library reports whether the file is of a package that others can import, and whether it is below
// an internal folder.
func (f file) library() (public, internal bool) {
	if f.syntax.Name.Name == "main" || strings.HasPrefix(f.path, "examples/") {
		return false, false
	}
	internal = slices.Contains(strings.Split(f.dir, "/"), "internal")
	return !internal, internal
}

func at(p token.Pos) int { return positions.Position(p).Line }

// length returns how many lines a node has.
func length(n ast.Node) int { return at(n.End()) - at(n.Pos()) + 1 }

// withDoc is length with the comment before it.
func withDoc(f *ast.FuncDecl) int {
	if f.Doc == nil {
		return length(f)
	}
	return at(f.End()) - at(f.Doc.Pos()) + 1
}

func (t *tree) functions(yield func(file, *ast.FuncDecl) bool) {
	for f := range t.code {
		for _, d := range f.syntax.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && !yield(f, d) {
				return
			}
		}
	}
}

// topNames returns the names that a file declares at top level, methods aside.
func topNames(f *ast.File) (names []string) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}

func (t *tree) exportedNames() {
	byPackage := map[string]int{}
	for f := range t.code {
		if public, _ := f.library(); !public {
			continue
		}
		byPackage[f.dir] += 0
		for _, name := range topNames(f.syntax) {
			if ast.IsExported(name) {
				byPackage[f.dir]++
			}
		}
	}
	heading(fmt.Sprintf("%d public packages with %d exported top-level names", len(byPackage), sum(byPackage)),
		"packages outside examples and internal folders; constants, variables, types and functions, without methods and fields")
	table(byPackage)
}

// called returns the name of a called function, as "f" or "p.f"; "" if it has none.
func called(c *ast.CallExpr) string {
	fun := c.Fun
	if i, ok := fun.(*ast.IndexExpr); ok { // with its type argument
		fun = i.X
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok {
			return x.Name + "." + fun.Sel.Name
		}
		return "." + fun.Sel.Name
	}
	return ""
}

func (t *tree) unwrappings() {
	byFile := map[string]int{}
	for f := range t.code {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && called(c) == "any" {
				byFile[f.path]++
			}
			return true
		})
	}
	heading(fmt.Sprintf("%d unwrappings by any( in %d files", sum(byFile), len(byFile)), "conversions any(x) outside tests, whatever is done with them")
	table(byFile)
}

func (t *tree) validations() {
	byFile := map[string]int{}
	for f := range t.code {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			a, ok := n.(*ast.AssignStmt)
			if !ok || len(a.Lhs) != 2 || len(a.Rhs) != 1 {
				return true
			}
			first, ok1 := a.Lhs[0].(*ast.Ident)
			c, ok2 := a.Rhs[0].(*ast.CallExpr)
			if ok1 && ok2 && first.Name == "_" && (called(c) == "rri.Of" || called(c) == "Of" && f.syntax.Name.Name == "rri") {
				byFile[f.path]++
			}
			return true
		})
	}
	heading(fmt.Sprintf("%d calls of an estimator to see whether a count is valid", sum(byFile)), "guess: calls of rri.Of whose first result goes to the blank")
	table(byFile)
}

// quantities are the names of the seven quantities without spaces, articles and letter case.
var quantities = []string{"proportion", "rate", "ratioofproportions", "ratioofrates", "differenceofproportions", "differenceofrates", "oddsratio"}

// quantity returns the quantity that a name or text is of, or "".
func quantity(name string) string {
	name = strings.ToLower(strings.Trim(name, `"`))
	for _, article := range []string{"an ", "a ", "one"} {
		name = strings.TrimPrefix(name, article)
	}
	if name = strings.ReplaceAll(name, " ", ""); slices.Contains(quantities, name) {
		return name
	}
	return ""
}

func (t *tree) quantityLists() {
	byFile := map[string]int{}
	for f := range t.code {
		for _, d := range f.syntax.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			found := map[string]bool{}
			if g.Tok == token.CONST {
				for _, s := range g.Specs {
					for _, n := range s.(*ast.ValueSpec).Names {
						found[quantity(n.Name)] = true
					}
				}
			}
			ast.Inspect(g, func(n ast.Node) bool {
				if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
					found[quantity(l.Value)] = true
				}
				return true
			})
			delete(found, "")
			if len(found) >= 5 {
				byFile[f.path]++
			}
		}
	}
	heading(fmt.Sprintf("%d files that list the seven quantities", len(byFile)),
		"guess: files with a block of constants named after five of them or more, or a declaration that has five or more as text; "+
			"the number is that of declarations")
	table(byFile)
}

var (
	// a format with two or more columns of a fixed width
	columns = regexp.MustCompile(`%-?([1-9]\d*|\*)(\.\d+)?[a-zA-Z].*%-?(\d+|\*)?(\.\d+)?[a-zA-Z]`)
	// the bars of Markdown and cells of HTML
	bars = regexp.MustCompile(`^" \| "$|^"\| | \| %|--:? ?\||<t[dhr]\b`)
)

// writesRows reports whether a function builds rows of a table.
func writesRows(f *ast.FuncDecl) (found bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := called(n)
			found = found || strings.HasSuffix(name, "PadLeft") || strings.HasSuffix(name, "PadRight") || name == "csv.NewWriter" ||
				name == "tabwriter.NewWriter"
		case *ast.BasicLit:
			found = found || n.Kind == token.STRING && (columns.MatchString(n.Value) || bars.MatchString(n.Value))
		}
		return !found
	})
	return found
}

func (t *tree) tableWriters() {
	byFile, whole := map[string]int{}, map[string]int{}
	for f, d := range t.functions {
		if path.Base(f.dir) != "sheet" && d.Body != nil && writesRows(d) {
			byFile[f.path] += length(d)
			whole[f.path] = len(f.lines)
		}
	}
	heading(fmt.Sprintf("%d files that write tables, in functions of %d lines; the files have %d", len(byFile), sum(byFile), sum(whole)),
		"guess: functions outside package sheet that pad to a width, make a writer of CSV or tabs, print two columns or more of a fixed "+
			"width, or have bars of Markdown or cells of HTML; lines of these functions")
	table(byFile)
}

// receiver returns the name of the type that a method is of, or "".
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	typ := d.Recv.List[0].Type
	if s, ok := typ.(*ast.StarExpr); ok {
		typ = s.X
	}
	if i, ok := typ.(*ast.Ident); ok {
		return i.Name
	}
	return ""
}

var textMethods = []string{"String", "GoString", "AppendText", "MarshalText", "UnmarshalText"}

func (t *tree) enums() {
	type enum struct{ dir, name string }
	found := map[enum]int{}
	for f, d := range t.functions {
		if d.Name.Name == "UnmarshalText" && receiver(d) != "" {
			found[enum{f.dir, receiver(d)}] = 0
		}
	}
	kits := 0
	for f := range t.code {
		if base := path.Base(f.path); base == "kit.go" || base == "enum.go" {
			kits += len(f.lines)
		}
	}
	for f, d := range t.functions {
		if path.Base(f.path) == "kit.go" || path.Base(f.path) == "enum.go" {
			continue
		}
		of := enum{f.dir, receiver(d)}
		if _, ok := found[of]; ok && slices.Contains(textMethods, d.Name.Name) {
			found[of] += withDoc(d)
		}
		if d.Recv != nil || d.Type.Results == nil {
			continue
		}
		if name, ok := strings.CutPrefix(d.Name.Name, "Parse"); ok {
			if _, ok := found[enum{f.dir, name}]; ok {
				found[enum{f.dir, name}] += withDoc(d)
			}
		}
		if i, ok := d.Type.Results.List[0].Type.(*ast.IndexExpr); ok { // a list: iter.Seq[T]
			if x, ok := i.Index.(*ast.Ident); ok {
				if _, ok := found[enum{f.dir, x.Name}]; ok {
					found[enum{f.dir, x.Name}] += withDoc(d)
				}
			}
		}
	}
	byPackage, lines := map[string]int{}, kits
	for e, n := range found {
		byPackage[e.dir]++
		lines += n
	}
	heading(fmt.Sprintf("%d types with a text kit, in %d lines", len(found), lines),
		"types with UnmarshalText outside tests; lines of "+strings.Join(textMethods, ", ")+", of ParseT, of lists iter.Seq[T], each with "+
			"its comment, and of files named kit.go or enum.go; without the tables of names")
	table(byPackage)
}

// named reports whether an expression is a variable or field of that name, in any letter case.
func named(e ast.Expr, name string) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return strings.EqualFold(e.Name, name)
	case *ast.SelectorExpr:
		return strings.EqualFold(e.Sel.Name, name)
	}
	return false
}

func (t *tree) levels() {
	byFile := map[string]int{}
	for f, d := range t.functions {
		if strings.HasPrefix(f.path, "examples/") {
			continue
		}
		asks, answers := false, false
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				zero, ok := n.Y.(*ast.BasicLit)
				asks = asks || n.Op == token.EQL && ok && zero.Value == "0" && named(n.X, "level")
			case *ast.CallExpr:
				asks = asks || called(n) == "cmp.Or" && named(n.Args[0], "level")
			case *ast.SwitchStmt: // switch level { case 0:
				asks = asks || n.Tag != nil && named(n.Tag, "level")
			case *ast.BasicLit:
				answers = answers || n.Value == "0.95"
			case *ast.Ident:
				answers = answers || n.Name == "defaultLevel" || n.Name == "DefaultLevel"
			}
			return true
		})
		if asks && answers {
			byFile[f.path]++
		}
	}
	heading(fmt.Sprintf("%d places that say that level 0 means 0.95", sum(byFile)),
		"functions of libraries that compare a level with 0, or hand it to cmp.Or, and have 0.95 or a constant named default level")
	table(byFile)
}

func (t *tree) gonum() {
	by := map[string]int{}
	for f := range t.code {
		for _, i := range f.syntax.Imports {
			if strings.HasPrefix(i.Path.Value, `"gonum.org/`) {
				by[f.dir+" "+strings.Trim(i.Path.Value, `"`)]++
			}
		}
	}
	packages := map[string]bool{}
	for k := range by {
		dir, _, _ := strings.Cut(k, " ")
		packages[dir] = true
	}
	heading(fmt.Sprintf("%d packages that call gonum", len(packages)), "files outside tests that import it, by package")
	table(by)
	heading("gonum packages in the build of a user", "go list -deps of the package")
	for _, dir := range []string{"rri", "rri/strata", "outcomes", "outcomes/report"} {
		if _, err := os.Stat(filepath.Join(t.root, dir)); err != nil {
			continue
		}
		list := exec.Command("go", "list", "-deps", "./"+dir)
		list.Dir, list.Env = t.root, append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
		out, err := list.Output()
		if err != nil {
			line("%9s  %s: %v", "?", dir, err)
			continue
		}
		line("%9d  %s", strings.Count("\n"+string(out), "\ngonum.org/"), dir)
	}
}

// commentLines returns the numbers of the lines that have nothing but comment, and of those that
// have code.
func commentLines(f file) (comments, code map[int]bool) {
	comments, code = map[int]bool{}, map[int]bool{}
	set := token.NewFileSet()
	tokens := set.AddFile(f.path, -1, len(f.source))
	var s scanner.Scanner
	s.Init(tokens, f.source, nil, scanner.ScanComments)
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			break
		}
		if tok == token.SEMICOLON && text == "\n" {
			continue
		}
		first := tokens.Line(pos)
		for i := range strings.Count(text, "\n") + 1 {
			if tok == token.COMMENT {
				comments[first+i] = true
			} else {
				code[first+i] = true
			}
		}
	}
	for n := range code {
		delete(comments, n)
	}
	return comments, code
}

func (t *tree) lineLengths() {
	lengths := map[bool][]int{}
	over := map[bool]int{}
	for f := range t.code {
		comments, code := commentLines(f)
		for i, text := range f.lines {
			isComment := comments[i+1]
			if !isComment && !code[i+1] {
				continue
			}
			n := utf8.RuneCountInString(text) + (tabWidth-1)*strings.Count(text, "\t")
			lengths[isComment] = append(lengths[isComment], n)
			if n > 120 {
				over[isComment]++
			}
		}
	}
	heading("Columns of a line", "outside tests, a tab is four; a line with both is one of code")
	for _, isComment := range []bool{false, true} {
		l := lengths[isComment]
		slices.Sort(l)
		name := map[bool]string{false: "code", true: "comments"}[isComment]
		line("%-8s  longest %d, 99th percentile %d, more than 120 in %.1f %% of %d lines",
			name, l[len(l)-1], l[(len(l)-1)*99/100], 100*float64(over[isComment])/float64(len(l)), len(l))
	}
}

func (t *tree) arrows() {
	var files []file
	owner := map[string]string{}
	for f := range t.code {
		if f.dir == "examples/stopsearch" {
			files = append(files, f)
			for _, name := range topNames(f.syntax) {
				owner[name] = f.path
			}
			for _, d := range f.syntax.Decls {
				if d, ok := d.(*ast.FuncDecl); ok && d.Recv != nil {
					owner["."+d.Name.Name] = f.path
				}
			}
		}
	}
	arrows, pairs := map[[2]string]bool{}, map[[2]string]bool{}
	for _, f := range files {
		use := func(name string) {
			if to, ok := owner[name]; ok && to != f.path {
				arrows[[2]string{f.path, to}] = true
				pairs[[2]string{min(f.path, to), max(f.path, to)}] = true
			}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				use("." + n.Sel.Name)
			case *ast.Ident:
				use(n.Name)
			}
			return true
		})
	}
	n := len(files)
	heading(fmt.Sprintf("%d of %d pairs of files of examples/stopsearch are linked, by %d of %d arrows", len(pairs), n*(n-1)/2, len(arrows), n*(n-1)),
		"guess: an arrow goes to the file that declares a top-level name or method that the first one has; "+
			"by name alone, so that a field or variable of the same name counts")
}

func (t *tree) examples() {
	byPackage := map[string]int{}
	for _, f := range t.files {
		for _, name := range topNames(f.syntax) {
			if f.test && strings.HasPrefix(name, "Example") {
				byPackage[f.dir]++
			}
		}
	}
	heading(fmt.Sprintf("%d examples in %d packages", sum(byPackage), len(byPackage)), "functions named Example… in tests")
	table(byPackage)
}

func (t *tree) shipped() {
	heading(fmt.Sprintf("%d bytes of test data in every download", sum(t.testdata)), "files in folders named testdata")
	table(t.testdata)
}

func (t *tree) codeLines() {
	lines, tests := map[string]int{}, map[string]int{}
	all := 0
	for _, f := range t.files {
		top, _, _ := strings.Cut(f.path, "/")
		to := lines
		if f.test {
			to = tests
		}
		_, code := commentLines(f)
		to[top] += len(code)
		if !f.test {
			all += len(f.lines)
		}
	}
	heading(fmt.Sprintf("%d lines of code outside tests (%d with comments and blank lines)", sum(lines), all), "lines with code, by top folder")
	table(lines)
	heading(fmt.Sprintf("%d lines of code in tests", sum(tests)), "likewise")
	table(tests)
}

func (t *tree) longFunctions() {
	long := map[string]int{}
	for f, d := range t.functions {
		if n := length(d); n > longFunction {
			name := d.Name.Name
			if of := receiver(d); of != "" {
				name = of + "." + name
			}
			long[f.path+" "+name] = n
		}
	}
	heading(fmt.Sprintf("%d functions of more than %d lines", len(long), longFunction), "outside tests, from func to the last brace")
	table(long)
}
