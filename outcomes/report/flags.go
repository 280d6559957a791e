package report

// flags are the names of options in what is printed: those of the flags of examples/stopsearch,
// whose readers are told by them what else to ask for. Force, Where and Labels are no options of a
// report, but of reading, and Format is the form in which it is written.
var flags = map[string]string{
	"Scheme":      "-groups",
	"Object":      "-object",
	"Type":        "-type",
	"Legislation": "-legislation",
	"Age":         "-age",
	"Gender":      "-gender",
	"Where":       "-where",
	"Labels":      "-labels",
	"From":        "-from",
	"To":          "-to",
	"Unknown":     "-unknown",
	"Suppress":    "-suppress",
	"By":          "-by",
	"Within":      "-within",
	"Rolling":     "-rolling",
	"Before":      "-compare",
	"After":       "-compare",
	"LeaveOut":    "-leave-out",
	"Margin":      "-margin",
	"Independent": "-clusters",
	"Baseline":    "-baseline",
	"Rule":        "-ethnicity",
	"Census":      "-census",
	"ResidentsOf": "-residents",
	"Residents":   "-residents",
	"Method":      "-method",
	"Force":       "-force",
	"Format":      "-format",
	"Tables":      "-tables",
	"Keep":        "-keep",
}

// inFlags names an option as what is printed does.
func inFlags(option string) string { return flags[option] }

// withFlags returns what is the text of an [OptionError] as what is printed names its options.
func withFlags(text string) string { return (&OptionError{text: text}).Text(inFlags) }
