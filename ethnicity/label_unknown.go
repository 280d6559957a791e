package ethnicity

// totalLabels are of rows and columns that add up the others.
var totalLabels = []string{
	"All",                          // Ethnicity facts and figures
	"Total",                        // various
	"All usual residents",          // census 2011, bulk and regional tables
	"All categories: Ethnic group", // census 2011, KS201EW
	"Ethnic Group: All categories: Ethnic group; measures: Value", // the same in a file from Nomis
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

	{label: "Not provided", group: NotKnown}, // various

	{label: "Not stated", group: NotStated}, // Home Office; our own name
	// various: which of the two is not told
	{label: "Not stated/refused", group: NotStated},
	{label: "Refused/not stated", group: NotStated},              // various
	{label: "NS", group: NotStated},                              // SDE code
	{label: "Other ethnic group - Not stated", group: NotStated}, // data.police.uk from 2017

	{label: "Refused", group: Refused},           // our own name
	{label: "Prefer not to say", group: Refused}, // staff records
	{label: "Declined to state", group: Refused}, // various
	{label: "Refused to say", group: Refused},    // various

	{label: "No person", group: NoPerson},            // our own name
	{label: "N/A - vehicle search", group: NoPerson}, // Home Office stop and search from 2020/21
	{label: "Vehicle only", group: NoPerson},         // Home Office stop and search to 2019/20
}
