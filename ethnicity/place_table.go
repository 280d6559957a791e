package ethnicity

// regionRow is a region of England and the ONS codes of the forces that make it up: police force
// areas lie whole in regions.
type regionRow struct {
	code, name string
	forces     []string
}

// regionRows is the one description of the regions. Names and codes: ONS.
var regionRows = []regionRow{
	// Cleveland, Durham, Northumbria
	{"E12000001", "North East", []string{"E23000013", "E23000008", "E23000007"}},
	// Cheshire, Cumbria, Greater Manchester, Lancashire, Merseyside
	{"E12000002", "North West", []string{"E23000006", "E23000002", "E23000005", "E23000003", "E23000004"}},
	// Humberside, North Yorkshire, South Yorkshire, West Yorkshire
	{"E12000003", "Yorkshire and The Humber", []string{"E23000012", "E23000009", "E23000011", "E23000010"}},
	// Derbyshire, Leicestershire, Lincolnshire, Northamptonshire, Nottinghamshire
	{"E12000004", "East Midlands", []string{"E23000018", "E23000021", "E23000020", "E23000022", "E23000019"}},
	// Staffordshire, Warwickshire, West Mercia, West Midlands
	{"E12000005", "West Midlands", []string{"E23000015", "E23000017", "E23000016", "E23000014"}},
	// Bedfordshire, Cambridgeshire, Essex, Hertfordshire, Norfolk, Suffolk
	{"E12000006", "East of England", []string{"E23000026", "E23000023", "E23000028", "E23000027", "E23000024", "E23000025"}},
	// City of London, Metropolitan Police
	{"E12000007", "London", []string{"E23000034", "E23000001"}},
	// Hampshire, Kent, Surrey, Sussex, Thames Valley
	{"E12000008", "South East", []string{"E23000030", "E23000032", "E23000031", "E23000033", "E23000029"}},
	// Avon and Somerset, Devon and Cornwall, Dorset, Gloucestershire, Wiltshire
	{"E12000009", "South West", []string{"E23000036", "E23000035", "E23000039", "E23000037", "E23000038"}},
}

// The ONS codes of the countries.
const (
	englandCode = "E92000001"
	walesCode   = "W92000004"
	bothCode    = "K04000001"
)

// merger is a district that was made of whole other ones.
type merger struct {
	year       int // on 1 April
	code, name string
	parts      []string // ONS codes
}

// mergers are the districts that were made between the censuses: the census of 2021 was published
// by the districts of April 2021. Source: ONS Code History Database, and the Orders by which they
// were made.
var mergers = []merger{
	// The Bournemouth, Dorset and Poole (Structural Changes) Order 2018
	{2019, "E06000058", "Bournemouth, Christchurch and Poole", []string{"E06000028", "E06000029", "E07000048"}},
	{2019, "E06000059", "Dorset", []string{"E07000049", "E07000050", "E07000051", "E07000052", "E07000053"}},
	// The Somerset West and Taunton (Local Government Changes) Order 2018
	{2019, "E07000246", "Somerset West and Taunton", []string{"E07000190", "E07000191"}},
	// The East Suffolk (Local Government Changes) Order 2018
	{2019, "E07000244", "East Suffolk", []string{"E07000205", "E07000206"}},
	// The West Suffolk (Local Government Changes) Order 2018
	{2019, "E07000245", "West Suffolk", []string{"E07000201", "E07000204"}},
	// The Buckinghamshire (Structural Changes) Order 2019
	{2020, "E06000060", "Buckinghamshire", []string{"E07000004", "E07000005", "E07000006", "E07000007"}},
	// The Northamptonshire (Structural Changes) Order 2020
	{2021, "E06000061", "North Northamptonshire", []string{"E07000150", "E07000152", "E07000153", "E07000156"}},
	{2021, "E06000062", "West Northamptonshire", []string{"E07000151", "E07000154", "E07000155"}},
}

// laterMergers are the districts that were made of those of 2021 since then. They are not built in,
// and a name that is one of theirs is told what it is made of. Source: the Structural Changes
// Orders 2022 of Cumbria, North Yorkshire and Somerset.
var laterMergers = []merger{
	{2023, "E06000063", "Cumberland", []string{"E07000026", "E07000028", "E07000029"}},
	{2023, "E06000064", "Westmorland and Furness", []string{"E07000027", "E07000030", "E07000031"}},
	{2023, "E06000065", "North Yorkshire", []string{"E07000163", "E07000164", "E07000165", "E07000166", "E07000167", "E07000168", "E07000169"}},
	{2023, "E06000066", "Somerset", []string{"E07000187", "E07000188", "E07000189", "E07000246"}},
}

// placeAliases are other names and codes of areas that are no forces, by ONS code. Names that only
// add what districtStarts, districtEnds and the like know are not here.
var placeAliases = map[string][]string{
	// The code that a district had before its border was moved, in 2012 or 2013: the figures of
	// both censuses are of the district with the later code.
	"E06000057": {"E06000048"}, // Northumberland
	"E07000240": {"E07000100"}, // St Albans
	"E07000241": {"E07000104"}, // Welwyn Hatfield
	"E07000242": {"E07000097"}, // East Hertfordshire
	"E07000243": {"E07000101"}, // Stevenage
	"E08000037": {"E08000020"}, // Gateshead

	"E06000010": {"Hull"},
	"E06000019": {"Herefordshire, County of", "County of Herefordshire"},
	"E06000022": {"B&NES", "BANES"},
	"E06000047": {"Durham"},
	"E06000053": {"Scilly", "Scilly Isles"},
	"E06000058": {"BCP"},
	"E07000112": {"Shepway"}, // until 2018
	"E09000001": {"London, City of"},

	// Welsh names, where they are others
	"W06000001": {"Ynys Môn", "Anglesey"},
	"W06000004": {"Sir Ddinbych"},
	"W06000005": {"Sir y Fflint"},
	"W06000006": {"Wrecsam"},
	"W06000009": {"Sir Benfro"},
	"W06000010": {"Sir Gaerfyrddin"},
	"W06000011": {"Abertawe"},
	"W06000012": {"Castell-nedd Port Talbot"},
	"W06000013": {"Pen-y-bont ar Ogwr"},
	"W06000014": {"Bro Morgannwg"},
	"W06000015": {"Caerdydd"},
	"W06000016": {"Rhondda Cynon Taff"}, // in the files of 2011
	"W06000018": {"Caerffili"},
	"W06000020": {"Tor-faen"},
	"W06000021": {"Sir Fynwy"},
	"W06000022": {"Casnewydd"},
	"W06000024": {"Merthyr Tudful"},

	"E12000003": {"Yorkshire and Humber", "Yorkshire and Humberside", "Yorkshire Humber"},
	"E12000006": {"East", "Eastern"},
	"E12000007": {"Greater London"},
	walesCode:   {"Cymru"},
	bothCode:    {"England Wales"},
}

// placeWords are short forms of words in names of places.
var placeWords = map[string]string{
	"beds":      "bedfordshire",
	"bucks":     "buckinghamshire",
	"cambs":     "cambridgeshire",
	"derbys":    "derbyshire",
	"glos":      "gloucestershire",
	"hants":     "hampshire",
	"herts":     "hertfordshire",
	"lancs":     "lancashire",
	"leics":     "leicestershire",
	"lincs":     "lincolnshire",
	"northants": "northamptonshire",
	"notts":     "nottinghamshire",
	"staffs":    "staffordshire",
	"wilts":     "wiltshire",
	"yorks":     "yorkshire",
	"co":        "county",
	"saint":     "st",
	"n":         "north",
	"e":         "east",
	"s":         "south",
	"w":         "west",
	"ne":        "north-east",
	"nw":        "north-west",
	"se":        "south-east",
	"sw":        "south-west",
}

// districtStarts are what may stand before the name of a district, in the form of a key.
var districtStarts = []string{
	"", "the-", "london-borough-of-", "the-london-borough-of-", "royal-borough-of-", "the-royal-borough-of-", "metropolitan-borough-of-",
	"county-borough-of-", "borough-of-", "district-of-", "city-of-", "the-city-of-", "city-and-county-of-", "council-of-the-",
	"lb-of-", "lb-", "l-b-of-", "l-b-", "rb-of-", "rb-",
}

// districtEnds are what may stand behind it.
var districtEnds = []string{
	"", "-council", "-city-of", "-city", "-city-council", "-county-council", "-county-borough", "-county-borough-council",
	"-borough", "-borough-council", "-royal-borough", "-royal-borough-council", "-london-borough", "-london-borough-council", "-london-boro", "-lb",
	"-metropolitan-borough", "-metropolitan-borough-council", "-metropolitan-district", "-metropolitan-district-council",
	"-city-metropolitan-district-council", "-district", "-district-council", "-district-b", "-city-and-district", "-city-and-district-council",
	"-unitary-authority", "-ua", "-corporation", "-b", "-bc", "-cbc", "-dc", "-lbc", "-mbc", "-mdc",
}

// regionStarts and regionEnds are the same of regions.
var (
	regionStarts = []string{"", "the-"}
	regionEnds   = []string{"", "-region", "-of-england", "-england"}
)

// notPlaces are keys that would be read as a district by its starts and ends, and are of other
// people: the city of Durham was a part of the county, and the county of Dorset had Christchurch
// until 2019, which the district has not.
var notPlaces = map[string]bool{"city-of-durham": true, "durham-city": true, "durham-city-of": true, "dorset-county-council": true}
