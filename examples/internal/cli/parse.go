package cli

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Stdin is the argument that stands for standard input.
const Stdin = "-"

// Parse reads the arguments of a program that takes flags and files, and returns the files in their
// order. Flags and files may stand in any order. What follows the argument -- are files, whatever
// they begin with; [Stdin] is a file. The value of a flag stands behind it, after = or as the next
// argument, and may be anything; but where the next argument is one of the flags of the program,
// the value is missing, and is written with = if it is that. A flag that is given twice with
// different values is an error, for the one would win and the other be lost; not so a flag that is
// [Repeated].
//
// It returns [flag.ErrHelp] if -h, -help or -? stands among the flags, whatever else is wrong.
// Every other error is told to a person who has called the program wrongly: it says what was meant,
// if that is near, and that -h lists the flags.
func Parse(flags *flag.FlagSet, args []string) (files []string, err error) {
	p := parser{flags: flags, values: make(map[string]string), exists: exists}
	return p.parse(args)
}

// ParseFlags is [Parse] for a program that takes no files.
func ParseFlags(flags *flag.FlagSet, args []string) error {
	p := parser{flags: flags, values: make(map[string]string), exists: func(string) bool { return false }, noFiles: true}
	files, err := p.parse(args)
	if err == nil && len(files) > 0 {
		err = fmt.Errorf("unexpected argument %s: takes no files (-h lists the flags)", Quote(files[0]))
	}
	return err
}

// Help writes what a program does and its flags.
func Help(w io.Writer, flags *flag.FlagSet, about string) {
	fmt.Fprint(w, about)
	old := flags.Output()
	flags.SetOutput(w)
	flags.PrintDefaults()
	flags.SetOutput(old)
}

// exists reports whether a file or a folder has that name.
func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// parser is the state of [Parse].
type parser struct {
	flags   *flag.FlagSet
	exists  func(name string) bool
	noFiles bool

	values map[string]string // the flags that were given
	before *flag.Flag        // whose value the argument before was, if it was one
	files  []string
	help   bool
	err    error // the first
}

func (p *parser) parse(args []string) ([]string, error) {
	for len(args) > 0 && args[0] != "--" {
		args = args[p.next(args):]
	}
	if len(args) > 0 {
		p.files = append(p.files, args[1:]...)
	}
	switch {
	case p.help:
		return nil, flag.ErrHelp
	case p.err != nil:
		return nil, fmt.Errorf("%w (-h lists the flags)", p.err)
	}
	return p.files, nil
}

// fail keeps the first error. The arguments behind it are read for the sake of -h.
func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

// next reads one argument, or two if it is a flag with its value, and returns their number.
func (p *parser) next(args []string) int {
	before := p.before
	p.before = nil
	name, value, assigned, ok := cutFlag(args[0])
	f := p.flags.Lookup(name)
	switch {
	case !ok:
		p.file(args[0], before)
	case p.isHelp(args[0]):
		p.help = true
	case f == nil:
		p.unknown(args[0], name)
	case today(f) != "":
		p.fail("-%s is now -%s", name, today(f))
	case assigned && len(args) > 1 && p.isTail(args[1]):
		p.fail("%[1]s and %[2]s are two arguments, as PowerShell makes of %[1]s%[2]s: write -%[3]s %[4]s%[2]s", sheet.Clip(args[0]), sheet.Clip(args[1]), name, sheet.Clip(value))
		return 2
	case assigned:
		p.set(f, value)
	case isBool(f) && len(args) > 1 && takes(f, args[1]) && !p.exists(args[1]):
		p.set(f, args[1])
		return 2
	case isBool(f):
		p.set(f, "true")
	case len(args) == 1:
		p.fail("-%s needs %s behind it", name, placeholder(f))
	case p.isFlag(args[1]):
		p.fail("-%[1]s needs %[2]s behind it, and the flag %[3]s follows (if that is what is meant: -%[1]s=%[3]s)", name, placeholder(f), args[1])
	default:
		p.set(f, args[1])
		p.before = f
		return 2
	}
	return 1
}

// cutFlag splits an argument that begins as a flag does: -name, --name, -name=value.
func cutFlag(arg string) (name, value string, assigned, ok bool) {
	if len(arg) < 2 || arg[0] != '-' {
		return "", "", false, false
	}
	name = strings.TrimPrefix(arg[1:], "-")
	name, value, assigned = strings.Cut(name, "=")
	return name, value, assigned, true
}

// isHelp reports whether an argument is the flag that asks for help.
func (p *parser) isHelp(arg string) bool {
	name := strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-")
	return name != arg && slices.Contains([]string{"h", "help", "?"}, name) && p.flags.Lookup(name) == nil
}

// isFlag reports whether an argument is one of the flags, or --, which stands where flags do.
func (p *parser) isFlag(arg string) bool {
	name, _, assigned, ok := cutFlag(arg)
	return ok && !assigned && p.flags.Lookup(name) != nil || p.isHelp(arg) || arg == "--"
}

// isTail reports whether an argument looks like the rest of -o=report.csv or -level=0.95 where
// PowerShell has cut it at the point.
func (p *parser) isTail(arg string) bool {
	second, _ := utf8.DecodeRuneInString(strings.TrimPrefix(arg, "."))
	return strings.HasPrefix(arg, ".") && !notWord(second) && !p.exists(arg)
}

func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// takes reports whether a flag that may stand alone takes an argument as its value.
func takes(f *flag.Flag, arg string) bool {
	v, ok := f.Value.(interface{ Takes(arg string) bool })
	return ok && v.Takes(arg)
}

// Renamed defines a flag under its former name: who gives it is told its name of today.
func Renamed(flags *flag.FlagSet, former, today string) {
	flags.Var(renamed(today), former, "is now -"+today)
}

// renamed is the value of a flag that has another name today, which it is.
type renamed string

func (r renamed) String() string   { return "" }
func (r renamed) Set(string) error { return nil }

// IsBoolFlag keeps a value out of what help says of the flag.
func (r renamed) IsBoolFlag() bool { return true }

// today returns the name of today of a flag that had another; "" of any other flag.
func today(f *flag.Flag) string {
	r, _ := f.Value.(renamed)
	return string(r)
}

// placeholder says what the value of a flag is, as its help does: "a value (file)".
func placeholder(f *flag.Flag) string {
	if name, _ := flag.UnquoteUsage(f); name != "" && name != "value" {
		return "a value (" + name + ")"
	}
	return "a value"
}

// set gives a flag its value.
func (p *parser) set(f *flag.Flag, value string) {
	if old, ok := p.values[f.Name]; ok && old != value && !isRepeated(f) {
		p.fail("-%s is given twice, as %s and as %s: give it once", f.Name, Quote(old), Quote(value))
		return
	}
	p.values[f.Name] = value
	err := p.flags.Set(f.Name, value)
	switch {
	case err == nil:
	case isBool(f) && !takes(f, value):
		p.fail("invalid value %s for flag -%s: want true or false, or the flag alone", Quote(value), f.Name)
	case strings.ContainsAny(value, "“”„‘’"):
		p.fail("invalid value %s for flag -%s: its quotation marks are not those of a keyboard, \" or ': %w", Quote(value), f.Name, err)
	default:
		p.fail("invalid value %s for flag -%s: %w", Quote(value), f.Name, err)
	}
}

// file adds a file, unless there is none of that name and it looks like something else.
func (p *parser) file(arg string, before *flag.Flag) {
	p.files = append(p.files, arg)
	switch {
	case arg == Stdin || p.exists(arg):
		return
	case arg == "help" || arg == "/?":
		p.help = true
		return
	case p.err != nil:
		return
	}
	first, _ := utf8.DecodeRuneInString(arg)
	dash, isDash := dashes[first]
	switch {
	case isDash:
		p.fail("%s begins with %s (%c), not with the hyphen of a keyboard (-)%s", Quote(arg), dash, first, question(p.meant(strings.TrimLeftFunc(arg, notWord))))
	case before != nil && p.continues(before, arg):
		p.fail("no file is called %s: if it belongs to -%s, put quotation marks around the whole value", Quote(arg), before.Name)
	default:
		if meant := p.withoutDash(arg); len(meant) > 0 {
			p.fail("no file is called %s%s", Quote(arg), question(meant))
		}
	}
}

// dashes are the characters that are not the hyphen of a keyboard and look like it, in text that a
// word processor or a PDF has had.
var dashes = map[rune]string{
	'\u00ad': "a soft hyphen",
	'\u2010': "a typographic hyphen",
	'\u2011': "a non-breaking hyphen",
	'\u2012': "a figure dash",
	'\u2013': "an en dash",
	'\u2014': "an em dash",
	'\u2015': "a horizontal bar",
	'\u2043': "a hyphen bullet",
	'\u2212': "a minus sign",
	'\ufe58': "a small dash",
	'\ufe63': "a small hyphen",
	'\uff0d': "a full-width hyphen",
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// question asks whether one of these was meant, behind what is wrong; "" if there are none.
func question(meant []string) string {
	if len(meant) == 0 {
		return ""
	}
	return ": " + strings.TrimSpace(didYouMean(meant))
}

// withoutDash returns the flags that may be meant by a word without a dash: "format", "format=csv",
// "/format:csv", "csv".
func (p *parser) withoutDash(arg string) []string {
	word := strings.TrimPrefix(arg, "/")
	name, value := cutValue(word)
	switch {
	case strings.ContainsAny(name, `/\`):
		return nil
	case word != arg || value != "" && strings.Contains(arg, "="):
		return p.meant(word)
	}
	return p.named(name)
}

// cutValue splits an assignment at its first = or :.
func cutValue(word string) (name, value string) {
	if i := strings.IndexAny(word, "=:"); i > 0 {
		return word[:i], word[i+1:]
	}
	return word, ""
}

// meant returns the flags that may be meant by a word that is none.
func (p *parser) meant(word string) []string {
	name, value := cutValue(word)
	if exact := p.named(name); len(exact) > 0 {
		return withValue(exact, value)
	}
	var all, by []string
	p.flags.VisitAll(func(f *flag.Flag) {
		all = append(all, f.Name)
		if kind, _ := flag.UnquoteUsage(f); kind != "file" && strings.EqualFold(kind, name) {
			by = append(by, "-"+f.Name)
		}
	})
	if len(by) > 0 {
		return by
	}
	near := Nearest(name, all)
	isOut := func(name string) bool { return strings.HasPrefix(strings.ToLower(name), "out") }
	if isOut(name) && !slices.ContainsFunc(near, isOut) && p.flags.Lookup("o") != nil {
		near = []string{"o"}
	}
	for i := range near {
		near[i] = "-" + near[i]
	}
	return withValue(near, value)
}

// withValue adds the value that somebody has written to flags.
func withValue(flags []string, value string) []string {
	for i := range flags {
		if value != "" && !strings.Contains(flags[i], " ") {
			flags[i] += " " + sheet.Clip(value)
		}
	}
	return flags
}

// named returns the flags that have a name, whatever the case of its letters, or that take it as
// one of their values: "-format json".
func (p *parser) named(name string) (flags []string) {
	p.flags.VisitAll(func(f *flag.Flag) {
		if strings.EqualFold(f.Name, name) {
			flags = append(flags, "-"+f.Name)
		}
	})
	if len(flags) > 0 {
		return flags
	}
	p.flags.VisitAll(func(f *flag.Flag) {
		for _, value := range names(f) {
			if strings.EqualFold(value, name) {
				flags = append(flags, "-"+f.Name+" "+value)
			}
		}
	})
	return flags
}

// continues reports whether a word and the value of the flag before it begin a name that the flag
// takes, or may do so where the flag takes any text: the word is no name of a file.
func (p *parser) continues(f *flag.Flag, word string) bool {
	if isRepeated(f) {
		return !strings.ContainsAny(word, `./\*?[`)
	}
	begun := p.values[f.Name] + " " + word
	return slices.ContainsFunc(names(f), func(name string) bool {
		return len(name) >= len(begun) && strings.EqualFold(name[:len(begun)], begun)
	})
}

// names returns the names that a flag takes, if it takes names.
func names(f *flag.Flag) []string {
	if named, ok := f.Value.(interface{ Names() []string }); ok {
		return named.Names()
	}
	return nil
}

// ofFiles are flags that other programs have for the files that they read.
var ofFiles = []string{"data", "dir", "directory", "f", "file", "files", "folder", "i", "in", "infile", "input", "path"}

// unknown says that there is no such flag.
func (p *parser) unknown(arg, name string) {
	switch {
	case p.err != nil:
	case p.exists(arg):
		p.fail("there is no flag %s: the file of that name is given as ./%s", sheet.Clip(arg), sheet.Clip(arg))
	case !p.noFiles && slices.Contains(ofFiles, strings.ToLower(name)):
		p.fail("there is no flag -%s: a file or folder is given as it is, without a flag", sheet.Clip(name))
	default:
		p.fail("there is no flag %s%s", sheet.Clip(arg), question(p.meant(strings.TrimLeftFunc(arg, notWord))))
	}
}
