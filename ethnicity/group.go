package ethnicity

import "iter"

// Group is an ethnic group as a published classification counts it, or one of four reasons why no
// group is known. It is a small comparable value: a map key, and in display order when sorted. The
// zero value is [NotKnown].
//
// Two groups with one everyday name but different people in them are two values: [Asian] holds
// Chinese people (2011 basis), [AsianWithoutChinese] does not (2001 basis), so that counts of one
// can never be divided by residents of the other. [Group.Contains] says which group holds which.
//
// The numbers behind the constants may change between versions; store a Group as its text.
type Group uint8

// The groups. Which of them make up a classification is said by [Scheme.Groups].
const (
	NotKnown  Group = iota // nothing recorded: a blank cell, "unknown", IC0, IC7 or IC9
	NotStated              // recorded as not stated, without a reason: "Not stated", SDE code NS
	Refused                // asked, and declined to say
	NoPerson               // a vehicle was searched, and nobody with it

	White
	// PNC code IC1
	WhiteNorthEuropean
	// PNC code IC2
	WhiteSouthEuropean
	// English, Welsh, Scottish, Northern Irish or British: SDE code W1
	WhiteBritish
	// White other than British
	WhiteMinorities
	// White other than Gypsy or Irish Traveller
	WhiteWithoutTraveller
	// SDE code W2
	WhiteIrish
	// Gypsy or Irish Traveller together with Roma; police records cannot tell Roma apart
	GypsyRomaTraveller
	// SDE code W3, from 2011
	GypsyOrIrishTraveller
	// census 2021 only
	Roma
	// any other White background of 2011, Roma among them: SDE code W9 of 18+1
	OtherWhite
	// any other White background of census 2021
	OtherWhiteWithoutRoma
	// any other White background of 2001, Gypsies, Travellers and Roma among them: SDE code W9 of
	// 16+1
	OtherWhiteWithTraveller

	Mixed
	WhiteAndBlackCaribbean // SDE code M1
	WhiteAndBlackAfrican   // SDE code M2
	WhiteAndAsian          // SDE code M3
	OtherMixed             // SDE code M9

	Asian               // with Chinese: the 2011 basis
	AsianWithoutChinese // the 2001 basis
	Indian              // SDE code A1
	Pakistani           // SDE code A2
	Bangladeshi         // SDE code A3
	Chinese             // SDE code A4 of 18+1, O1 of 16+1
	OtherAsian          // SDE code A9
	SouthAsian          // PNC code IC4, Indian subcontinent
	EastAsian           // PNC code IC5, Chinese, Japanese, Korean or other Southeast Asian

	Black
	BlackCaribbean // SDE code B1
	BlackAfrican   // SDE code B2
	OtherBlack     // SDE code B9

	// Arab and any other ethnic group, without Chinese: the 2011 basis; SDE code O9 of 16+1
	Other
	// Chinese or other ethnic group: the 2001 basis
	OtherWithChinese
	// SDE code O2, from 2011
	Arab
	// any other ethnic group, without Arab: SDE code O9 of 18+1
	AnyOther
	// PNC code IC6
	ArabNorthAfrican
	// everybody but White
	OtherThanWhite

	numGroups = iota
)

var groupNames = newNames[Group]("group", groups[:], func(row groupRow) string { return row.name })

// String returns the label of g for people to read, which is also its stable name in text, JSON and
// CSV: "White British", "Asian (without Chinese)", "Not stated". It returns "Group(99)" for a
// number that is no group.
func (g Group) String() string { return groupNames.string(g) }

// IsKnown reports whether g is an ethnic group, and not one of [NotKnown], [NotStated], [Refused]
// and [NoPerson] (or no Group at all).
func (g Group) IsKnown() bool { return g > NoPerson && int(g) < numGroups }

// Contains reports whether everybody counted in h is also counted in g. Every known group contains
// itself; the four unknowns contain nothing and are contained nowhere. It is the test to make
// before a group is set against a baseline: White contains Gypsy or Irish Traveller, so that an
// index of the second against the first compares people with themselves in part.
//
// The PNC groups are an officer's impression, not unions of self-defined groups: White contains
// [WhiteNorthEuropean], which itself contains nothing else.
func (g Group) Contains(h Group) bool {
	if !g.IsKnown() || !h.IsKnown() {
		return false
	}
	return g == h || groups[h].within&^groups[g].holds == 0
}

// ParseGroup returns the group of that name, as [Group.String] writes it, in any letter case. It
// reads our own names and no others: the labels that the police and the census write are read by
// [Parse] and [ParseIn].
func ParseGroup(name string) (Group, error) { return groupNames.parse(name) }

// Groups returns every group, the four unknowns first, in display order.
func Groups() iter.Seq[Group] { return groupNames.from(0) }

// AppendText appends the name of g. It is an error if g is no group.
func (g Group) AppendText(b []byte) ([]byte, error) { return groupNames.appendText(b, g) }

// MarshalText returns the name of g. It is an error if g is no group.
func (g Group) MarshalText() ([]byte, error) { return g.AppendText(nil) }

// UnmarshalText reads a name as [ParseGroup] does, so that a Group works with [flag.TextVar], JSON
// and CSV.
func (g *Group) UnmarshalText(text []byte) error { return unmarshalText(text, g, ParseGroup) }

// people is a set of the 19 groups of census 2021, the finest classification there is; every other
// group is described by two such sets.
type people uint32

const (
	pBritish people = 1 << iota
	pIrish
	pTraveller
	pRoma
	pOtherWhite
	pBlackCaribbeanMix
	pBlackAfricanMix
	pAsianMix
	pOtherMix
	pIndian
	pPakistani
	pBangladeshi
	pChinese
	pOtherAsian
	pCaribbean
	pAfrican
	pOtherBlack
	pArab
	pOther

	pWhite        = pBritish | pIrish | pTraveller | pRoma | pOtherWhite
	pMixed        = pBlackCaribbeanMix | pBlackAfricanMix | pAsianMix | pOtherMix
	pAsianNoChina = pIndian | pPakistani | pBangladeshi | pOtherAsian
	pAsian        = pAsianNoChina | pChinese
	pBlack        = pCaribbean | pAfrican | pOtherBlack
	pOthers       = pArab | pOther
	pNotWhite     = pMixed | pAsian | pBlack | pOthers
)

// groupRow describes a group. All of its people are within the first set, and it has the whole of
// the second; the two are the same but for the PNC groups, which cut across the census.
type groupRow struct {
	name          string
	within, holds people
}

// groups is the one description of the groups, in the order of the constants.
var groups = [...]groupRow{
	NotKnown:  {name: "Not known"},
	NotStated: {name: "Not stated"},
	Refused:   {name: "Refused"},
	NoPerson:  {name: "No person"},

	White:                   {"White", pWhite, pWhite},
	WhiteNorthEuropean:      {"White North European", pWhite, 0},
	WhiteSouthEuropean:      {"White South European", pWhite, 0},
	WhiteBritish:            {"White British", pBritish, pBritish},
	WhiteMinorities:         {"White minorities", pWhite &^ pBritish, pWhite &^ pBritish},
	WhiteWithoutTraveller:   {"White (without Traveller)", pWhite &^ pTraveller, pWhite &^ pTraveller},
	WhiteIrish:              {"White Irish", pIrish, pIrish},
	GypsyRomaTraveller:      {"Gypsy, Roma or Irish Traveller", pTraveller | pRoma, pTraveller | pRoma},
	GypsyOrIrishTraveller:   {"Gypsy or Irish Traveller", pTraveller, pTraveller},
	Roma:                    {"Roma", pRoma, pRoma},
	OtherWhite:              {"Other White", pOtherWhite | pRoma, pOtherWhite | pRoma},
	OtherWhiteWithoutRoma:   {"Other White (without Roma)", pOtherWhite, pOtherWhite},
	OtherWhiteWithTraveller: {"Other White (with Traveller)", pOtherWhite | pRoma | pTraveller, pOtherWhite | pRoma | pTraveller},

	Mixed:                  {"Mixed", pMixed, pMixed},
	WhiteAndBlackCaribbean: {"White and Black Caribbean", pBlackCaribbeanMix, pBlackCaribbeanMix},
	WhiteAndBlackAfrican:   {"White and Black African", pBlackAfricanMix, pBlackAfricanMix},
	WhiteAndAsian:          {"White and Asian", pAsianMix, pAsianMix},
	OtherMixed:             {"Other Mixed", pOtherMix, pOtherMix},

	Asian:               {"Asian", pAsian, pAsian},
	AsianWithoutChinese: {"Asian (without Chinese)", pAsianNoChina, pAsianNoChina},
	Indian:              {"Indian", pIndian, pIndian},
	Pakistani:           {"Pakistani", pPakistani, pPakistani},
	Bangladeshi:         {"Bangladeshi", pBangladeshi, pBangladeshi},
	Chinese:             {"Chinese", pChinese, pChinese},
	OtherAsian:          {"Other Asian", pOtherAsian, pOtherAsian},
	SouthAsian:          {"South Asian", pAsianNoChina, 0},
	EastAsian:           {"East Asian", pChinese | pOtherAsian, 0},

	Black:          {"Black", pBlack, pBlack},
	BlackCaribbean: {"Black Caribbean", pCaribbean, pCaribbean},
	BlackAfrican:   {"Black African", pAfrican, pAfrican},
	OtherBlack:     {"Other Black", pOtherBlack, pOtherBlack},

	Other:            {"Other", pOthers, pOthers},
	OtherWithChinese: {"Other (with Chinese)", pOthers | pChinese, pOthers | pChinese},
	Arab:             {"Arab", pArab, pArab},
	AnyOther:         {"Any other ethnic group", pOther, pOther},
	ArabNorthAfrican: {"Arab or North African", pOthers, 0},
	OtherThanWhite:   {"Other than White", pNotWhite, pNotWhite},
}
