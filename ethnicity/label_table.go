package ethnicity

// A new label is one row here, in the table of the body that writes it, and one row in the test.

// labelRow is a label and what it stands for. A bare label is a code that more than one scheme has,
// with other groups beside it.
type labelRow struct {
	label string
	group Group
	bare  bool
}

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

	{label: "Not stated", group: NotStated},                      // Home Office; our own name
	{label: "NS", group: NotStated},                              // SDE code
	{label: "Other ethnic group - Not stated", group: NotStated}, // data.police.uk from 2017

	{label: "Refused", group: Refused},           // our own name
	{label: "Prefer not to say", group: Refused}, // staff records

	{label: "No person", group: NoPerson},            // our own name
	{label: "N/A - vehicle search", group: NoPerson}, // Home Office stop and search from 2020/21
	{label: "Vehicle only", group: NoPerson},         // Home Office stop and search to 2019/20
}

// labelTables hold the labels that published tables use, each with the schemes in which it uses
// them. A row counts for those schemes of its table that have its group. The names of the groups
// themselves are labels too, and are not repeated here.
var labelTables = []struct {
	source  string
	schemes []Scheme
	bare    bool                      // all its labels are bare codes
	wrap    func(label string) string // a second spelling of every label
	rows    []labelRow
}{
	{
		source:  "data.police.uk, self-defined ethnicity from 2017",
		schemes: []Scheme{EighteenPlusOne},
		rows: []labelRow{
			{label: "White - English/Welsh/Scottish/Northern Irish/British", group: WhiteBritish},
			{label: "White - Irish", group: WhiteIrish},
			{label: "White - Gypsy or Irish Traveller", group: GypsyOrIrishTraveller},
			{label: "White - Any other White background", group: OtherWhite},
			{label: "Mixed/Multiple ethnic groups - White and Black Caribbean", group: WhiteAndBlackCaribbean},
			{label: "Mixed/Multiple ethnic groups - White and Black African", group: WhiteAndBlackAfrican},
			{label: "Mixed/Multiple ethnic groups - White and Asian", group: WhiteAndAsian},
			{label: "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background", group: OtherMixed},
			{label: "Asian/Asian British - Indian", group: Indian},
			{label: "Asian/Asian British - Pakistani", group: Pakistani},
			{label: "Asian/Asian British - Bangladeshi", group: Bangladeshi},
			{label: "Asian/Asian British - Chinese", group: Chinese},
			{label: "Asian/Asian British - Any other Asian background", group: OtherAsian},
			{label: "Black/African/Caribbean/Black British - Caribbean", group: BlackCaribbean},
			{label: "Black/African/Caribbean/Black British - African", group: BlackAfrican},
			{label: "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background", group: OtherBlack},
			{label: "Other ethnic group - Arab", group: Arab},
			{label: "Other ethnic group - Any other ethnic group", group: AnyOther},
		},
	},
	{
		source:  "data.police.uk, self-defined ethnicity to 2017; the files have the SDE code in brackets after it",
		schemes: []Scheme{SixteenPlusOne},
		rows: []labelRow{
			{label: "White - White British", group: WhiteBritish},
			{label: "White - White Irish", group: WhiteIrish},
			{label: "White - Any other White ethnic background", group: OtherWhiteWithTraveller},
			{label: "Mixed - White and Black Caribbean", group: WhiteAndBlackCaribbean},
			{label: "Mixed - White and Black African", group: WhiteAndBlackAfrican},
			{label: "Mixed - White and Asian", group: WhiteAndAsian},
			{label: "Mixed - Any other Mixed ethnic background", group: OtherMixed},
			{label: "Asian or Asian British - Indian", group: Indian},
			{label: "Asian or Asian British - Pakistani", group: Pakistani},
			{label: "Asian or Asian British - Bangladeshi", group: Bangladeshi},
			{label: "Asian or Asian British - Any other Asian ethnic background", group: OtherAsian},
			{label: "Black or Black British - Caribbean", group: BlackCaribbean},
			{label: "Black or Black British - African", group: BlackAfrican},
			{label: "Black or Black British - Any other Black ethnic background", group: OtherBlack},
			{label: "Chinese or other ethnic group - Chinese", group: Chinese},
			{label: "Chinese or other ethnic group - Any other ethnic group", group: Other},
		},
	},
	{
		source:  "SDE codes and their meanings, 16+1: criminaljusticehub.org.uk, Ethnicity Self Defined Code",
		schemes: []Scheme{SixteenPlusOne},
		rows: []labelRow{
			{label: "W1", group: WhiteBritish}, {label: "British", group: WhiteBritish},
			{label: "W2", group: WhiteIrish}, {label: "Irish", group: WhiteIrish},
			{label: "W9", group: OtherWhiteWithTraveller, bare: true}, {label: "Any other White background", group: OtherWhiteWithTraveller},
			{label: "M1", group: WhiteAndBlackCaribbean},
			{label: "M2", group: WhiteAndBlackAfrican},
			{label: "M3", group: WhiteAndAsian},
			{label: "M9", group: OtherMixed}, {label: "Any other Mixed background", group: OtherMixed},
			{label: "A1", group: Indian},
			{label: "A2", group: Pakistani},
			{label: "A3", group: Bangladeshi},
			{label: "A9", group: OtherAsian, bare: true}, {label: "Any other Asian background", group: OtherAsian},
			{label: "B1", group: BlackCaribbean}, {label: "Caribbean", group: BlackCaribbean},
			{label: "B2", group: BlackAfrican}, {label: "African", group: BlackAfrican},
			{label: "B9", group: OtherBlack}, {label: "Any other Black background", group: OtherBlack},
			{label: "O1", group: Chinese},
			{label: "O9", group: Other, bare: true}, {label: "Any other ethnic group", group: Other},
		},
	},
	{
		source:  "SDE codes and their meanings, 18+1: en.wikipedia.org/wiki/Self_defined_ethnicity",
		schemes: []Scheme{EighteenPlusOne},
		rows: []labelRow{
			{label: "W1", group: WhiteBritish}, {label: "British", group: WhiteBritish},
			{label: "W2", group: WhiteIrish}, {label: "Irish", group: WhiteIrish},
			{label: "W3", group: GypsyOrIrishTraveller},
			{label: "W9", group: OtherWhite, bare: true}, {label: "Any other White background", group: OtherWhite},
			{label: "M1", group: WhiteAndBlackCaribbean},
			{label: "M2", group: WhiteAndBlackAfrican},
			{label: "M3", group: WhiteAndAsian},
			{label: "M9", group: OtherMixed}, {label: "Any other Mixed background", group: OtherMixed},
			{label: "A1", group: Indian},
			{label: "A2", group: Pakistani},
			{label: "A3", group: Bangladeshi},
			{label: "A4", group: Chinese},
			{label: "A9", group: OtherAsian, bare: true}, {label: "Any other Asian background", group: OtherAsian},
			{label: "B1", group: BlackCaribbean}, {label: "Caribbean", group: BlackCaribbean},
			{label: "B2", group: BlackAfrican}, {label: "African", group: BlackAfrican},
			{label: "B9", group: OtherBlack}, {label: "Any other Black background", group: OtherBlack},
			{label: "O2", group: Arab},
			{label: "O9", group: AnyOther, bare: true},
		},
	},
	{
		source:  "NHS Data Dictionary, ethnic category (2001)",
		schemes: []Scheme{SixteenPlusOne},
		bare:    true,
		rows: []labelRow{
			{label: "A", group: WhiteBritish},
			{label: "B", group: WhiteIrish},
			{label: "C", group: OtherWhiteWithTraveller},
			{label: "D", group: WhiteAndBlackCaribbean},
			{label: "E", group: WhiteAndBlackAfrican},
			{label: "F", group: WhiteAndAsian},
			{label: "G", group: OtherMixed},
			{label: "H", group: Indian},
			{label: "J", group: Pakistani},
			{label: "K", group: Bangladeshi},
			{label: "L", group: OtherAsian},
			{label: "M", group: BlackCaribbean},
			{label: "N", group: BlackAfrican},
			{label: "P", group: OtherBlack},
			{label: "R", group: Chinese},
			{label: "S", group: Other},
			{label: "Z", group: NotStated}, // asked, and not stated
			{label: "X", group: NotKnown},  // Hospital Episode Statistics
			{label: "99", group: NotKnown}, // not asked
		},
	},
	{
		source:  "Ethnicity facts and figures, ONS 2001 16+1",
		schemes: []Scheme{SixteenPlusOne},
		rows: []labelRow{
			{label: "White other", group: OtherWhiteWithTraveller},
			{label: "Mixed White and Black Caribbean", group: WhiteAndBlackCaribbean},
			{label: "Mixed White and Black African", group: WhiteAndBlackAfrican},
			{label: "Mixed White and Asian", group: WhiteAndAsian},
			{label: "Any other mixed/multiple ethnic background", group: OtherMixed},
		},
	},
	{
		source:  "Ethnicity facts and figures, ONS 2011 18+1",
		schemes: []Scheme{EighteenPlusOne},
		rows: []labelRow{
			{label: "White other", group: OtherWhite},
			{label: "White Gypsy or Irish Traveller", group: GypsyOrIrishTraveller},
			{label: "Mixed White and Black Caribbean", group: WhiteAndBlackCaribbean},
			{label: "Mixed White and Black African", group: WhiteAndBlackAfrican},
			{label: "Mixed White and Asian", group: WhiteAndAsian},
		},
	},
	{
		source:  "Census 2011 of England and Wales, KS201EW and QS201EW; the second spelling is a column of a file from Nomis",
		schemes: []Scheme{EighteenPlusOne},
		wrap:    nomisColumn,
		rows: []labelRow{
			{label: "White: English/Welsh/Scottish/Northern Irish/British", group: WhiteBritish},
			{label: "White: Irish", group: WhiteIrish},
			{label: "White: Gypsy or Irish Traveller", group: GypsyOrIrishTraveller},
			{label: "White: Other White", group: OtherWhite},
			{label: "Mixed/multiple ethnic group: White and Black Caribbean", group: WhiteAndBlackCaribbean},
			{label: "Mixed/multiple ethnic group: White and Black African", group: WhiteAndBlackAfrican},
			{label: "Mixed/multiple ethnic group: White and Asian", group: WhiteAndAsian},
			{label: "Mixed/multiple ethnic group: Other Mixed", group: OtherMixed},
			// regional workbook
			{label: "Mixed/multiple ethnic groups: White and Black Caribbean", group: WhiteAndBlackCaribbean},
			{label: "Mixed/multiple ethnic groups: White and Black African", group: WhiteAndBlackAfrican},
			{label: "Mixed/multiple ethnic groups: White and Asian", group: WhiteAndAsian},
			{label: "Mixed/multiple ethnic groups: Other Mixed", group: OtherMixed},
			{label: "Asian/Asian British: Indian", group: Indian},
			{label: "Asian/Asian British: Pakistani", group: Pakistani},
			{label: "Asian/Asian British: Bangladeshi", group: Bangladeshi},
			{label: "Asian/Asian British: Chinese", group: Chinese},
			{label: "Asian/Asian British: Other Asian", group: OtherAsian},
			{label: "Black/African/Caribbean/Black British: African", group: BlackAfrican},
			{label: "Black/African/Caribbean/Black British: Caribbean", group: BlackCaribbean},
			{label: "Black/African/Caribbean/Black British: Other Black", group: OtherBlack},
			{label: "Other ethnic group: Arab", group: Arab},
			{label: "Other ethnic group: Any other ethnic group", group: AnyOther},
		},
	},
	{
		source:  "Census 2021 of England and Wales, ONS custom dataset, Ethnic group (20 categories)",
		schemes: []Scheme{NineteenPlusOne},
		rows: []labelRow{
			{label: "White: English, Welsh, Scottish, Northern Irish or British", group: WhiteBritish},
			{label: "White: Irish", group: WhiteIrish},
			{label: "White: Gypsy or Irish Traveller", group: GypsyOrIrishTraveller},
			{label: "White: Roma", group: Roma},
			{label: "White: Other White", group: OtherWhiteWithoutRoma},
			{label: "Mixed or Multiple ethnic groups: White and Black Caribbean", group: WhiteAndBlackCaribbean},
			{label: "Mixed or Multiple ethnic groups: White and Black African", group: WhiteAndBlackAfrican},
			{label: "Mixed or Multiple ethnic groups: White and Asian", group: WhiteAndAsian},
			{label: "Mixed or Multiple ethnic groups: Other Mixed or Multiple ethnic groups", group: OtherMixed},
			{label: "Asian, Asian British or Asian Welsh: Indian", group: Indian},
			{label: "Asian, Asian British or Asian Welsh: Pakistani", group: Pakistani},
			{label: "Asian, Asian British or Asian Welsh: Bangladeshi", group: Bangladeshi},
			{label: "Asian, Asian British or Asian Welsh: Chinese", group: Chinese},
			{label: "Asian, Asian British or Asian Welsh: Other Asian", group: OtherAsian},
			{label: "Black, Black British, Black Welsh, Caribbean or African: Caribbean", group: BlackCaribbean},
			{label: "Black, Black British, Black Welsh, Caribbean or African: African", group: BlackAfrican},
			{label: "Black, Black British, Black Welsh, Caribbean or African: Other Black", group: OtherBlack},
			{label: "Other ethnic group: Arab", group: Arab},
			{label: "Other ethnic group: Any other ethnic group", group: AnyOther},
			{label: "Does not apply", group: NotKnown}, // nobody, in every district
		},
	},
	{
		source:  "Census 2021 of England and Wales, ONS custom dataset, codes of Ethnic group (20 categories)",
		schemes: []Scheme{NineteenPlusOne},
		bare:    true,
		rows: []labelRow{
			{label: "-8", group: NotKnown},
			{label: "1", group: Bangladeshi},
			{label: "2", group: Chinese},
			{label: "3", group: Indian},
			{label: "4", group: Pakistani},
			{label: "5", group: OtherAsian},
			{label: "6", group: BlackAfrican},
			{label: "7", group: BlackCaribbean},
			{label: "8", group: OtherBlack},
			{label: "9", group: WhiteAndAsian},
			{label: "10", group: WhiteAndBlackAfrican},
			{label: "11", group: WhiteAndBlackCaribbean},
			{label: "12", group: OtherMixed},
			{label: "13", group: WhiteBritish},
			{label: "14", group: WhiteIrish},
			{label: "15", group: GypsyOrIrishTraveller},
			{label: "16", group: Roma},
			{label: "17", group: OtherWhiteWithoutRoma},
			{label: "18", group: Arab},
			{label: "19", group: AnyOther},
		},
	},
	{
		source:  "Census 2011, parent groups; the second spelling is a column of a file from Nomis",
		schemes: []Scheme{FivePlusOne, FivePlusOneTraveller, WhiteMinority},
		wrap:    nomisColumn,
		rows: []labelRow{
			{label: "White", group: White},
			{label: "Mixed", group: Mixed},
			{label: "Asian", group: Asian},
			{label: "Black", group: Black},
			{label: "Other", group: Other},
			{label: "Mixed/multiple ethnic group", group: Mixed},
			{label: "Mixed/multiple ethnic groups", group: Mixed},
			{label: "Asian/Asian British", group: Asian},
			{label: "Black/African/Caribbean/Black British", group: Black},
			{label: "Other ethnic group", group: Other},
		},
	},
	{
		source:  "Census 2021, parent groups",
		schemes: []Scheme{FivePlusOne, FivePlusOneTraveller, WhiteMinority},
		rows: []labelRow{
			{label: "Mixed or Multiple ethnic groups", group: Mixed},
			{label: "Asian, Asian British or Asian Welsh", group: Asian},
			{label: "Black, Black British, Black Welsh, Caribbean or African", group: Black},
		},
	},
	{
		source:  "Home Office, stop and search from 2020/21 and arrests from 2019/20",
		schemes: []Scheme{FivePlusOne},
		rows: []labelRow{
			{label: "Asian or Asian British", group: Asian},
			{label: "Black or Black British", group: Black},
			{label: "2019/20 onwards - Asian or Asian British", group: Asian},
			{label: "2019/20 onwards - Other Ethnic Group", group: Other},
		},
	},
	{
		source:  "Home Office, earlier tables; Ethnicity facts and figures, ONS 2001 5+1; youth justice",
		schemes: []Scheme{FivePlusOne2001},
		rows: []labelRow{
			{label: "Asian", group: AsianWithoutChinese},
			{label: "Asian or Asian British", group: AsianWithoutChinese},
			{label: "Black or Black British", group: Black},
			{label: "Other", group: OtherWithChinese},
			{label: "Other Ethnic Group", group: OtherWithChinese},
			{label: "Chinese/other", group: OtherWithChinese},
			{label: "Chinese and Other", group: OtherWithChinese},
			{label: "Chinese or other ethnic group", group: OtherWithChinese},
		},
	},
	{
		source:  "Home Office use of force from 2019/20; data.police.uk officer-defined ethnicity writes the names of the groups",
		schemes: []Scheme{OfficerDefined},
		rows: []labelRow{
			{label: "Black (or Black British)", group: Black},
			{label: "Asian (or Asian British)", group: Asian},
		},
	},
	{
		source:  "Home Office use of force to 2018/19",
		schemes: []Scheme{UseOfForce2018},
		rows: []labelRow{
			{label: "Black (or Black British)", group: Black},
			{label: "Asian (or Asian British)", group: AsianWithoutChinese},
			{label: "Asian", group: AsianWithoutChinese},
		},
	},
	{
		source:  "PNC identity codes: en.wikipedia.org/wiki/IC_codes",
		schemes: []Scheme{ICCodes},
		rows: []labelRow{
			{label: "IC1", group: WhiteNorthEuropean}, {label: "White - North European", group: WhiteNorthEuropean},
			{label: "IC2", group: WhiteSouthEuropean}, {label: "White - South European", group: WhiteSouthEuropean},
			{label: "Mediterranean - South European", group: WhiteSouthEuropean},
			{label: "Mediterranean European/Hispanic", group: WhiteSouthEuropean},
			{label: "IC3", group: Black}, {label: "Afro-Caribbean", group: Black},
			{label: "IC4", group: SouthAsian}, {label: "Asian - Indian subcontinent", group: SouthAsian},
			{label: "Asian (usually South Asians)", group: SouthAsian},
			{label: "IC5", group: EastAsian}, {label: "Chinese, Japanese, Korean or other Southeast Asian", group: EastAsian},
			{label: "Chinese, Japanese or other South East Asian", group: EastAsian},
			{label: "Chinese, Japanese or any other South-East Asian", group: EastAsian},
			{label: "IC6", group: ArabNorthAfrican}, {label: "Arabic or North African", group: ArabNorthAfrican},
			{label: "IC0", group: NotKnown},
			{label: "IC7", group: NotKnown},
			{label: "IC9", group: NotKnown},
		},
	},
	{
		source:  "PNC identity codes as bare numbers: criminaljusticehub.org.uk, Ethnicity Observed 6 Plus 1 Code",
		schemes: []Scheme{ICCodes},
		bare:    true,
		rows: []labelRow{
			{label: "0", group: NotKnown},
			{label: "1", group: WhiteNorthEuropean},
			{label: "2", group: WhiteSouthEuropean},
			{label: "3", group: Black},
			{label: "4", group: SouthAsian}, {label: "Asian", group: SouthAsian},
			{label: "5", group: EastAsian},
			{label: "6", group: ArabNorthAfrican},
			{label: "7", group: NotKnown},
			{label: "9", group: NotKnown},
		},
	},
	{
		source:  "Ethnicity facts and figures, White British and Other, by region",
		schemes: []Scheme{WhiteMinority},
		rows: []labelRow{
			{label: "White other", group: WhiteMinorities},
		},
	},
	{
		source:  "Ethnicity facts and figures, White and Other",
		schemes: []Scheme{WhiteOther},
		rows: []labelRow{
			{label: "Other", group: OtherThanWhite},
		},
	},
}

// nomisColumn spells a label of the 2011 census as the column of a file from Nomis.
func nomisColumn(label string) string { return "Ethnic Group: " + label + "; measures: Value" }
