// Package claims decides what may be said in words of a search rate, and says it.
//
// A sentence is a [Claim] first: its kind, its groups, their numbers, and the answer of every gate,
// such as whether there are enough searches of the baseline, or whether the other account of
// ethnicity gives the opposite word. What is to be said comes as an [Input], which is plain data of
// a report after small counts were withheld, and nothing else: [Say] cannot tell what it does not
// know. The text is one template a kind.
//
// The words are of how often people were searched for their numbers among the residents. None says
// why, whether a search was right, or what would happen to a person.
//
// # Words
//
// An index has two ranges: that of chance, which is the interval of the recorded, and that of both,
// which also allows for every way in which the searches of unknown ethnicity could fall. [WordOf]
// makes a [Word] of the two. It says more or less only where both ranges are on one side of 1, more
// or less of the recorded where that of chance alone is, and same where the range of both lies
// within 0.8 to 1.25. Of everything else nothing can be told, which is not to say that there is no
// difference.
//
// # Gates
//
// The word of a [Group] stands only if it passes every [Gate] before its ranges are asked: at least
// 5 searches of the baseline, a search under the label of the group, residents who can stand for
// who was there (no more than one search a month for every 20 of them, from 20 searches on), no
// opposite word by the other account of ethnicity, no other word over other residents of the same
// place, and an index that is adjusted where the searches are of several parts. Other residents are
// those of another census, or what is interpolated between two: LESS is turned by MORE and by what
// cannot be told, and same by every other word. Where that is so the sentence has the index over
// each of them. The census of 21 March 2021 was in a lockdown, which some of the difference between
// two of them can be.
//
// Residents of a day five years or more from the searches are named before anything else: every
// sentence begins with "By the residents of 2021,", and what it assumes follows, "and if the
// unknown are like the known,".
//
// A claim has the
// answers of all gates, so that a program can tell why there is no word. Its [Kind] is that of the
// first gate that is not passed.
//
// # Other records, and rates of outcomes
//
// Records of an [Input] that are no searches have words of their own, and the same gates. With a
// [Share] the rates are no rates per resident but shares of the records with an outcome, as a
// charge rate: a sentence has both shares and their counts, the gates of the residents are passed,
// and no sentence is made where more than one record in ten has no outcome. Beside it stands that
// such a rate is an average over all cases, and how many groups are compared.
//
// # Changes
//
// [SayChange] says what can be said of a [Question]: how an index changed from one period to
// another, or over several in a row. The word comes with the question, from the interval alone, and
// [ChangeWords] has what is left of it once the gates were asked, which are the kinds of
// [ChangeKind] in their order: records that count, one force, residents who were there, a form that
// sorts as the census does, a search in either period, counts that can be compared, and no opposite
// word by the other account of ethnicity. That an index hardly changed is said only if the unknown
// cannot move it out of the margin; that it rose or fell of the searches with a recorded ethnicity
// alone is said as that.
//
// A new sentence is a Kind, its gate in kindOfGate in say.go, and its template in text.go or
// text_parts.go.
package claims
