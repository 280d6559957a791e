package ethnicity

// totalLabels are of rows and columns that add up the others.
var totalLabels = []string{
	"All",                          // Ethnicity facts and figures
	"Total",                        // various
	"All usual residents",          // census 2011, bulk and regional tables
	"All categories: Ethnic group", // census 2011, KS201EW
	"Ethnic Group: All categories: Ethnic group; measures: Value", // the same in a file from Nomis
	// Excel pivot tables
	"Grand total",
	// various
	"Totals", "Total (all groups)", "All groups", "All ethnic groups", "All ethnicities", "All ethnicity", "All people", "All persons",
	"All pupils", // Department for Education
	"All staff",  // NHS workforce tables
}

// unknownLabels say that the ethnicity is not known. They are the same in every scheme.
var unknownLabels = []labelRow{
	{label: "", group: NotKnown},
	{label: "NULL", group: NotKnown},         // databases, JSON
	{label: "NA", group: NotKnown},           // R
	{label: "N/A", group: NotKnown},          // spreadsheets
	{label: "NaN", group: NotKnown},          // pandas
	{label: "None", group: NotKnown},         // Python
	{label: "Not known", group: NotKnown},    // our own name; youth justice
	{label: "Unknown", group: NotKnown},      // various
	{label: "Not recorded", group: NotKnown}, // various
	{label: "Don't know", group: NotKnown},   // Home Office use of force, 2018/19
	{label: "Not reported", group: NotKnown}, // Home Office use of force
	// Ethnicity facts and figures: not stated and not recorded together
	{label: "Unreported", group: NotKnown},

	{label: "Not provided", group: NotKnown},  // various
	{label: "Don’t know", group: NotKnown},    // the same as a word processor writes it
	{label: "Do not know", group: NotKnown},   // various
	{label: "(blank)", group: NotKnown},       // Excel pivot tables
	{label: "Blank", group: NotKnown},         // various
	{label: "Missing", group: NotKnown},       // R tables of summaries
	{label: "<NA>", group: NotKnown},          // R and pandas
	{label: "N/K", group: NotKnown},           // various: not known
	{label: "Not specified", group: NotKnown}, // various
	{label: "Unspecified", group: NotKnown},   // NHS Electronic Staff Record
	{label: "Not given", group: NotKnown},     // various
	{label: "Not obtained", group: NotKnown},  // various
	{label: "Unrecorded", group: NotKnown},    // various
	{label: "No data", group: NotKnown},       // various
	{label: "Not available", group: NotKnown}, // various
	{label: "Not collected", group: NotKnown}, // various
	{label: "Unclassified", group: NotKnown},  // Department for Education, exclusions
	// Department for Education, school census, NOBT
	{label: "Information not yet obtained", group: NotKnown},
	{label: "Information not obtained", group: NotKnown},
	// various
	{label: "Unknown ethnicity", group: NotKnown}, {label: "Ethnicity unknown", group: NotKnown},
	{label: "Unknown ethnic group", group: NotKnown}, {label: "Ethnicity not known", group: NotKnown},
	{label: "Ethnicity not recorded", group: NotKnown}, {label: "Ethnicity not reported", group: NotKnown},
	{label: "Not known/not recorded", group: NotKnown}, {label: "Not recorded/unknown", group: NotKnown},
	// juvenile justice tables of US states
	{label: "Unknown/missing", group: NotKnown}, {label: "Unknown/not reported", group: NotKnown},
	// various
	{label: "Unknown or not reported", group: NotKnown}, {label: "Not reported/unknown", group: NotKnown},

	{label: "Not stated", group: NotStated}, // Home Office; our own name
	// various: which of the two is not told
	{label: "Not stated/refused", group: NotStated},
	// various
	{label: "Refused/not stated", group: NotStated},
	// SDE code
	{label: "NS", group: NotStated},
	// various
	{label: "Not stated/not known", group: NotStated}, {label: "Not stated/unknown", group: NotStated},
	{label: "Unknown/not stated", group: NotStated}, {label: "Not known/not stated", group: NotStated},
	{label: "Not stated or unknown", group: NotStated}, {label: "Unknown or not stated", group: NotStated},
	{label: "Ethnicity not stated", group: NotStated}, {label: "Ethnic group not stated", group: NotStated},
	// Civil Service staff
	{label: "Undeclared", group: NotStated}, {label: "Not declared", group: NotStated},
	// staff records
	{label: "Not disclosed", group: NotStated}, {label: "Undisclosed", group: NotStated},
	// surveys
	{label: "Not answered", group: NotStated}, {label: "No answer", group: NotStated}, {label: "No response", group: NotStated},
	// PACE Code A, annex B, as the dashboard of the Metropolitan Police writes it, with words
	// behind: why there is no self-defined ethnicity
	// the officer was needed elsewhere
	{label: "N1", group: NotStated},
	{label: "N2", group: NotStated},                              // public disorder
	{label: "N3", group: NotStated},                              // the person did not understand
	{label: "N4", group: Refused},                                // the person declined
	{label: "Other ethnic group - Not stated", group: NotStated}, // data.police.uk from 2017

	// our own name
	{label: "Refused", group: Refused},
	// staff records
	{label: "Prefer not to say", group: Refused},
	// various
	{label: "Declined to state", group: Refused},
	{label: "Refused to say", group: Refused},
	{label: "Refusal", group: Refused}, {label: "Refused to provide", group: Refused}, {label: "Refused to answer", group: Refused},
	{label: "Declined", group: Refused}, {label: "Declined to answer", group: Refused}, {label: "Declined to say", group: Refused},
	// surveys
	{label: "Prefer not to answer", group: Refused}, {label: "Prefer not to disclose", group: Refused}, {label: "Prefers not to say", group: Refused},
	// surveys
	{label: "Preferred not to say", group: Refused}, {label: "Rather not say", group: Refused}, {label: "Prefer not to state", group: Refused},
	// staff records
	{label: "Chose not to say", group: Refused}, {label: "Choose not to say", group: Refused}, {label: "Choose not to declare", group: Refused},
	// various
	{label: "Do not wish to say", group: Refused}, {label: "Does not wish to say", group: Refused},
	// NHS Jobs and other forms of applicants
	{label: "I do not wish to disclose my ethnic origin", group: Refused},
	{label: "Do not wish to disclose", group: Refused},

	{label: "No person", group: NoPerson},            // our own name
	{label: "N/A - vehicle search", group: NoPerson}, // Home Office stop and search from 2020/21
	{label: "Vehicle only", group: NoPerson},         // Home Office stop and search to 2019/20
}
