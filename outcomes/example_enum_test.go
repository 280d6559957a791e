package outcomes_test

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/outcomes"
)

func ExampleParseOutcome() {
	o, err := outcomes.ParseOutcome("Suspect arrested")
	fmt.Println(o, err)
	_, err = outcomes.ParseOutcome("no such thing")
	fmt.Println(err != nil)
	// Output:
	// arrest <nil>
	// true
}

func ExampleOutcomes() {
	fmt.Println(slices.Collect(outcomes.Outcomes()))
	// Output:
	// [not recorded unrecognised arrest voluntary attendance summons caution penalty notice for disorder community resolution khat or cannabis warning verbal warning seizure of property other action article found psychoactive substance seized no further action nothing found]
}

func ExampleParseClass() {
	c, err := outcomes.ParseClass("Charge or summons")
	fmt.Println(c, err)
	_, err = outcomes.ParseClass("no such thing")
	fmt.Println(err != nil)
	// Output:
	// charge or summons <nil>
	// true
}

func ExampleClasses() {
	fmt.Println(slices.Collect(outcomes.Classes()))
	// Output:
	// [not recorded unrecognised arrest voluntary attendance charge or summons out-of-court disposal, formal out-of-court disposal, informal other action no further action]
}

func ExampleParseObject() {
	o, err := outcomes.ParseObject("Article for use in theft")
	fmt.Println(o, err)
	_, err = outcomes.ParseObject("no such thing")
	fmt.Println(err != nil)
	// Output:
	// articles for use in theft <nil>
	// true
}

func ExampleObjects() {
	fmt.Println(slices.Collect(outcomes.Objects()))
	// Output:
	// [not recorded unrecognised controlled drugs psychoactive substances offensive weapons firearms anything to threaten or harm anyone stolen goods articles for use in theft articles for use in criminal damage evidence of offences under the act fireworks goods on which duty has not been paid game or poaching equipment crossbows seals or hunting equipment evidence of wildlife offences evidence of hunting any wild mammal with a dog other object unavailable]
}

func ExampleParseLegislation() {
	l, err := outcomes.ParseLegislation("misuse of drugs act 1971 (section 23)")
	fmt.Println(l, err)
	_, err = outcomes.ParseLegislation("no such thing")
	fmt.Println(err != nil)
	// Output:
	// Misuse of Drugs Act 1971 (section 23) <nil>
	// true
}

func ExampleLegislations() {
	fmt.Println(slices.Collect(outcomes.Legislations()))
	// Output:
	// [not recorded unrecognised Misuse of Drugs Act 1971 (section 23) Police and Criminal Evidence Act 1984 (section 1) Police and Criminal Evidence Act 1984 (section 6) Criminal Justice and Public Order Act 1994 (section 60) Firearms Act 1968 (section 47) Criminal Justice Act 1988 (section 139B) Psychoactive Substances Act 2016 (s36(2)) Psychoactive Substances Act 2016 (s37(2)) Poaching Prevention Act 1862 (section 2) Aviation Security Act 1982 (section 27(1)) Customs and Excise Management Act 1979 (section 163) Deer Act 1991 (section 12) Wildlife and Countryside Act 1981 (section 19) Conservation of Seals Act 1970 (section 4) Protection of Badgers Act 1992 (section 11) Hunting Act 2004 (section 8) Environmental Protection Act 1990 (section 34B) Sporting Events Act 1985 (section 7) Crossbows Act 1987 (section 4) Public Stores Act 1875 (section 6)]
}

func ExampleParseSearchType() {
	s, err := outcomes.ParseSearchType("Person and Vehicle search")
	fmt.Println(s, err)
	_, err = outcomes.ParseSearchType("no such thing")
	fmt.Println(err != nil)
	// Output:
	// person and vehicle <nil>
	// true
}

func ExampleSearchTypes() {
	fmt.Println(slices.Collect(outcomes.SearchTypes()))
	// Output:
	// [not recorded unrecognised person person and vehicle vehicle]
}

func ExampleParseAge() {
	a, err := outcomes.ParseAge("18-24")
	fmt.Println(a, err)
	_, err = outcomes.ParseAge("no such thing")
	fmt.Println(err != nil)
	// Output:
	// 18-24 <nil>
	// true
}

func ExampleAges() {
	fmt.Println(slices.Collect(outcomes.Ages()))
	// Output:
	// [not recorded unrecognised under 10 10-17 18-24 25-34 over 34 25-29 30 or over]
}

func ExampleParseGender() {
	g, err := outcomes.ParseGender("Female")
	fmt.Println(g, err)
	_, err = outcomes.ParseGender("no such thing")
	fmt.Println(err != nil)
	// Output:
	// female <nil>
	// true
}

func ExampleGenders() {
	fmt.Println(slices.Collect(outcomes.Genders()))
	// Output:
	// [not recorded unrecognised female male other]
}

func ExampleParseAnswer() {
	a, err := outcomes.ParseAnswer("TRUE")
	fmt.Println(a, err)
	_, err = outcomes.ParseAnswer("no such thing")
	fmt.Println(err != nil)
	// Output:
	// yes <nil>
	// true
}

func ExampleAnswers() {
	fmt.Println(slices.Collect(outcomes.Answers()))
	// Output:
	// [not recorded unrecognised yes no]
}

func ExampleParseEthnicityRule() {
	e, err := outcomes.ParseEthnicityRule("Officer")
	fmt.Println(e, err)
	_, err = outcomes.ParseEthnicityRule("no such thing")
	fmt.Println(err != nil)
	// Output:
	// officer <nil>
	// true
}

func ExampleEthnicityRules() {
	fmt.Println(slices.Collect(outcomes.EthnicityRules()))
	// Output:
	// [self officer self-then-officer]
}

func ExampleParseFindDefinition() {
	f, err := outcomes.ParseFindDefinition("action-known")
	fmt.Println(f, err)
	_, err = outcomes.ParseFindDefinition("no such thing")
	fmt.Println(err != nil)
	// Output:
	// action-known <nil>
	// true
}

func ExampleFindDefinitions() {
	fmt.Println(slices.Collect(outcomes.FindDefinitions()))
	// Output:
	// [action action-known linked linked-action arrest]
}

func ExampleParseOutcomeRate() {
	o, err := outcomes.ParseOutcomeRate("out-of-court rate")
	fmt.Println(o, err)
	_, err = outcomes.ParseOutcomeRate("no such thing")
	fmt.Println(err != nil)
	// Output:
	// out-of-court rate <nil>
	// true
}

func ExampleOutcomeRates() {
	fmt.Println(slices.Collect(outcomes.OutcomeRates()))
	// Output:
	// [arrest rate voluntary attendance rate charge or summons rate out-of-court rate formal out-of-court rate informal out-of-court rate no further action rate positive outcome rate unlinked action rate]
}
