package report

import (
	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// claim returns a sentence without its text.
func claim(word claims.Word, groups ...ethnicity.Group) claims.Claim {
	return claims.Claim{Groups: groups, Word: word}
}

// Whole screens that were written by hand of real months. The checker finds nothing wrong with
// them, and finds each of the faults that are put into them.

var avonByHand = hand{
	force: "avon-and-somerset", from: "2023-01", to: "2023-01", counts: five{317, 22, 9, 29, 3}, unknown: 116,
	officer: five{369, 24, 15, 64, 6}, vague: 18,
	words: [5]claims.Word{claims.More, claims.CannotTell, claims.More, claims.CannotTell, claims.More},
}

const avonScreen = `Avon and Somerset, January 2023: 496 searches of people, by self-defined
ethnicity; residents of the census of 2021

Searches per 1,000 residents, and times as often as White people
                  searches  residents  rate  times  range      with unknown  officers  word
White                  317  1,584,583  0.20  1
Mixed                   22     44,435  0.50  2.47   1.57–3.74  1.15–18.9     2.32      MORE
Asian                    9     60,732  0.15  0.74   0.36–1.37  0.26–12.6     1.06      cannot tell
Black                   29     37,844  0.77  3.83   2.58–5.53  1.89–23.3     7.26      MORE
Other                    3     16,982  0.18  0.88   0.23–2.40  0.17–43.1     1.52      cannot tell
Other than White        63    159,993  0.39  1.97   1.49–2.56  1.10–6.71               MORE
Not stated             116, 23 % of the searches

What can be said
 1 In Avon and Somerset in January 2023 people of Mixed groups were searched
   2.5 times as often as White people, for their numbers (0.50 and 0.20
   searches per 1,000 residents; range 1.6 to 3.7). If every search of unknown
   ethnicity had been of a White person it would be 1.8 times.
 2 In Avon and Somerset in January 2023 Black people were searched 3.8 times
   as often as White people, for their numbers (0.77 and 0.20 searches per
   1,000 residents; range 2.6 to 5.5). If every search of unknown ethnicity had
   been of a White person it would be 2.8 times.
 3 Asian people and people of Other groups (9 and 3 searches): too few to tell.
   Anything from 0.36 to 1.37 and from 0.23 to 2.4 times as often as White
   people fits.

What to bear in mind
 - Residents do not say why: who was where, and visitors, are not in these
   numbers, and one person can be counted many times.
 - 116 searches (23 %) have no known self-defined ethnicity.
`

func avonSeen() seen { return avonWith(avonScreen) }

func avonWith(screen string) seen {
	return avonByHand.with(screen, claim(claims.More, ethnicity.Mixed), claim(claims.More, ethnicity.Black), claim(claims.CannotTell, ethnicity.Asian, ethnicity.Other))
}

var londonByHand = hand{
	force: "metropolitan", from: "2022-09", to: "2022-09", counts: five{3833, 434, 1419, 2654, 393}, unknown: 3571,
	officer: five{5039, 0, 1906, 4575, 611}, vague: 173,
	words: [5]claims.Word{claims.CannotTell, claims.CannotTell, claims.More, claims.LessRecorded, claims.CannotTell},
	why:   [5]string{4: "its groups have opposite words"},
}

const londonScreen = `Metropolitan Police, September 2022: 12,304 searches of people, by self-defined
ethnicity; residents of the census of 2021

Searches per 1,000 residents, and times as often as White people
                  searches  residents  rate  times  range      with unknown  officers  word
White                3,833  4,725,217  0.81  1
Mixed                  434    505,306  0.86  1.06   0.96–1.17  0.50–10.2               cannot tell
Asian                1,419  1,816,202  0.78  0.96   0.91–1.02  0.47–3.53     0.98      cannot tell
Black                2,654  1,188,137  2.23  2.75   2.62–2.89  1.36–6.72     3.61      MORE
Other                  393    556,290  0.71  0.87   0.78–0.97  0.41–9.18     1.03      less
Other than White     4,900  4,065,935  1.21  1.49   1.42–1.55  0.74–2.67               cannot tell

What can be said
 1 In the area of the Metropolitan Police in September 2022 Black people were
   searched 2.8 times as often as White people, for their numbers (2.23 and
   0.81 searches per 1,000 residents; range 2.6 to 2.9). If every search of
   unknown ethnicity had been of a White person it would be 1.4 times.
 2 Of the searches with a recorded ethnicity in the area of the Metropolitan
   Police in September 2022, people of Other groups were searched 0.87 times as
   often as White people (0.71 and 0.81 searches per 1,000 residents; 0.78 to
   0.97). It would be 1 if 12 % of the unknown were of Other groups and the
   rest White; they are 4.5 % of the known. This is not settled.
 3 Mixed, Asian: cannot tell by themselves (0.96 to 1.17, 0.91 to 1.02), and
   the unknown could move either far up or down.

What to bear in mind
 - Residents do not say why: who was where, and visitors, are not in these
   numbers, and one person can be counted many times.
 - Ethnicity is not known in 29 % of the searches.
`

func londonSeen() seen { return londonWith(londonScreen) }

func londonWith(screen string) seen {
	return londonByHand.with(screen, claim(claims.More, ethnicity.Black), claim(claims.LessRecorded, ethnicity.Other), claim(claims.CannotTell, ethnicity.Mixed, ethnicity.Asian))
}

// Officers see as Other whom the people themselves do not, and the residents of 2011 turn it too.
var essexByHand = hand{
	force: "essex", from: "2020-01", to: "2020-01", counts: five{1261, 40, 108, 132, 6}, unknown: 188,
	officer: five{1334, 0, 126, 157, 69}, vague: 49,
	words: [5]claims.Word{claims.CannotTell, claims.More, claims.More, claims.CannotTell, claims.More},
	why:   [5]string{3: "the accounts disagree"},
}

const essexScreen = `Essex, January 2020: 1,735 searches of people, by self-defined ethnicity;
residents of the census of 2021

Searches per 1,000 residents, and times as often as White people
                  searches  residents  rate  times  range      with unknown  officers  word
White                1,261  1,651,617  0.76  1
Mixed                   40     47,579  0.84  1.10   0.79–1.49  0.69–7.22               cannot tell
Asian                  108     78,321  1.38  1.81   1.48–2.19  1.29–5.61     1.99      MORE
Black                  132     63,422  2.08  2.73   2.27–3.25  1.98–7.46     3.06      MORE
Other                    6     19,260  0.31  0.41   0.17–0.85  0.15–15.3     4.44      cannot tell
Other than White       286    208,582  1.37  1.80   1.58–2.04  1.37–3.31               MORE
Over the residents of 2011 and of January 2020: Mixed 1.85 and 1.17; Asian 2.92
and 1.91; Black 4.85 and 2.92; Other 1.08 and 0.46.

What can be said
 1 In Essex in January 2020 Asian people were searched 1.8 times as often as
   White people, for their numbers (1.38 and 0.76 searches per 1,000 residents;
   range 1.5 to 2.2).
 2 In Essex in January 2020 Black people were searched 2.7 times as often as
   White people, for their numbers (2.08 and 0.76 searches per 1,000 residents;
   range 2.3 to 3.3).
 3 Mixed: cannot tell (0.79 to 1.49).
 4 The two accounts of ethnicity disagree on people of Other groups: by
   self-defined ethnicity 6 searches, 0.41 times as often as White people, as
   officers saw them 69, 4.4 times as often.

What to bear in mind
 - Residents do not say why: who was where, and visitors, are not in these
   numbers, and one person can be counted many times.
 - 188 searches (11 %) are of unknown ethnicity.
`

func essexSeen() seen { return essexWith(essexScreen) }

func essexWith(screen string) seen {
	return essexByHand.with(screen, claim(claims.More, ethnicity.Asian), claim(claims.More, ethnicity.Black),
		claim(claims.CannotTell, ethnicity.Mixed), claim(claims.CannotTell, ethnicity.Other))
}

// In the City of London few live, and many more are searched.
var cityByHand = hand{
	force: "city-of-london", from: "2018-04", to: "2020-11", counts: five{2207, 202, 806, 767, 111}, unknown: 2339,
	words: [5]claims.Word{claims.MoreRecorded, claims.MoreRecorded, claims.CannotTell, claims.CannotTell, claims.CannotTell},
	why:   [5]string{2: "residents are not who is there", 3: "the census", 4: "residents are not who is there"},
}

const cityScreen = `City of London, April 2018 to November 2020: 6,432 searches of people, by
self-defined ethnicity; residents of the census of 2021

Searches per 1,000 residents, and times as often as White people
                  searches  residents   rate  times  range       with unknown  word
White                2,207      5,955    371  1
Mixed                  202        470    430  1.16   1.002–1.34  0.49–15.4     more
Asian                  806      1,445    558  1.51   1.39–1.63   0.68–6.20     more
Black                  767        232  3,306  8.92   8.21–9.68   4.01–38.2     cannot tell
Other                  111        482    230  0.62   0.51–0.75   0.25–14.5     cannot tell
Other than White     1,886      2,629    717  1.94   1.82–2.06   0.89–4.57     cannot tell
Over the residents of 2011 and of August 2019: Mixed 1.84 and 1.25; Asian 2.25
and 1.61; Black 10.4 and 9.2; Other 1.89 and 0.75.

What can be said
 1 Of the searches in the City of London from April 2018 to November 2020 with a
   recorded ethnicity, people of Mixed groups were searched 1.16 times as often
   as White people (430 and 371 searches per 1,000 residents; 1.002 to 1.34). It
   would be 1 if 6.2 % of the unknown were of Mixed groups and the rest White;
   they are 4.9 % of the known. This is not settled.
 2 Of the searches in the City of London from April 2018 to November 2020 with a
   recorded ethnicity, Asian people were searched 1.5 times as often as White
   people (558 and 371 searches per 1,000 residents; 1.4 to 1.6). It would be 1
   if 10 % of the unknown were Asian and the rest White; they are 20 % of the
   known. This is not settled.
 3 Of Black people there were 767 searches in 32 months where 232 live:
   residents are not who is there.
 4 Other: with the residents of 2021 it is 0.62 times, with those of 2011 1.89
   times as often as White people: the other census gives another word.

What to bear in mind
 - Residents do not say why: who was where, and visitors, are not in these
   numbers, and one person can be counted many times.
 - The ethnicity of 2,339 searches (36 %) is not known.
`

func citySeen() seen { return cityWith(cityScreen) }

func cityWith(screen string) seen {
	return cityByHand.with(screen, claim(claims.MoreRecorded, ethnicity.Mixed), claim(claims.MoreRecorded, ethnicity.Asian),
		claim(claims.CannotTell, ethnicity.Black), claim(claims.CannotTell, ethnicity.Other))
}

// A group of which none was searched.
var derbyByHand = hand{
	force: "derbyshire", from: "2020-01", to: "2020-01", counts: five{140, 4, 11, 4, 0}, unknown: 20,
	words: [5]claims.Word{claims.CannotTell, claims.CannotTell, claims.CannotTell, claims.CannotTell, claims.CannotTell},
	why:   [5]string{3: "none recorded"},
}

const derbyScreen = `Derbyshire, January 2020: 179 searches of people, by self-defined ethnicity;
residents of the census of 2021

Searches per 1,000 residents, and times as often as White people
                  searches  residents  rate  times  range      with unknown  word
White                  140    958,164  0.15  1
Mixed                    4     20,412  0.20  1.34   0.43–3.28  0.38–12.2     cannot tell
Asian                   11     52,574  0.21  1.43   0.74–2.55  0.65–5.89     cannot tell
Black                    4     14,563  0.27  1.88   0.60–4.59  0.53–17.1     cannot tell
Other                    0     10,280  0.00  0.00   0.00–1.89  0.00–20.9     cannot tell
Other than White        19     97,829  0.19  1.33   0.80–2.10  0.71–3.86     cannot tell

What can be said
 1 Mixed, Asian, Black: too few to tell. Anything from 0.43 to 3.28, from 0.74
   to 2.55 and from 0.6 to 4.59 times as often as White people fits.
 2 Of people of Other groups no search was recorded where 1.5 would be
   expected: too few to tell.

What to bear in mind
 - Residents do not say why: who was where, and visitors, are not in these
   numbers, and one person can be counted many times.
 - 20 searches (11 %) have no known self-defined ethnicity.
`

func derbySeen() seen { return derbyWith(derbyScreen) }

func derbyWith(screen string) seen {
	return derbyByHand.with(screen, claim(claims.CannotTell, ethnicity.Mixed, ethnicity.Asian, ethnicity.Black), claim(claims.CannotTell, ethnicity.Other))
}
