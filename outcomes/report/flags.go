package report

import "fmt"

// flags are the names of options in what is printed: those of the flags of examples/stopsearch,
// whose readers are told by them what else to ask for. Force is no option of a report, but of
// reading, and Format is the form in which it is written.
var flags = map[string]string{
	"Scheme":      "-groups",
	"Object":      "-object",
	"Type":        "-type",
	"From":        "-from",
	"To":          "-to",
	"Unknown":     "-unknown",
	"Suppress":    "-suppress",
	"By":          "-by",
	"Within":      "-within",
	"Baseline":    "-baseline",
	"Rule":        "-ethnicity",
	"Census":      "-census",
	"ResidentsOf": "-residents",
	"Residents":   "-residents",
	"Method":      "-method",
	"Force":       "-force",
	"Format":      "-format",
	"Tables":      "-tables",
}

// inFlags names an option as what is printed does.
func inFlags(option string) string { return flags[option] }

// inBraces names an option as the text of an [OptionError] does.
func inBraces(option string) string { return "{" + option + "}" }

// filters names the options that chose among the searches.
func (r *Report) filters(name func(option string) string) (list []string) {
	if r.o.Object != nil {
		list = append(list, fmt.Sprintf("%s %q", name("Object"), r.o.Object.String()))
	}
	if r.o.Type != nil {
		list = append(list, fmt.Sprintf("%s %q", name("Type"), r.o.Type.String()))
	}
	if r.o.From != 0 {
		list = append(list, name("From")+" "+r.o.From.String())
	}
	if r.o.To != 0 {
		list = append(list, name("To")+" "+r.o.To.String())
	}
	return list
}

// firstFilter returns the first of the options that chose among the searches.
func (r *Report) firstFilter() string {
	switch {
	case r.o.Object != nil:
		return "Object"
	case r.o.Type != nil:
		return "Type"
	case r.o.From != 0:
		return "From"
	}
	return "To"
}
