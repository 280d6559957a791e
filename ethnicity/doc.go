// Package ethnicity says who is counted: ethnic groups, the classifications that group them, the
// labels that the police and the census write for them, and how many people of each group live
// where.
//
// An index of disproportionality divides one rate by another,
//
//	RRI = (searches of the group / residents of the group) / (searches of the baseline / residents of the baseline)
//
// and is wrong without any sign of it if the searches and the residents are not counted in the same
// groups. This package makes that a mistake that shows: groups that hold different people are
// different values, a label is read whole or not at all, and figures of different schemes or
// censuses do not add up.
//
// # Groups and schemes
//
// A [Group] is a group of people, or one of four reasons why no group is known. A [Scheme] is an
// ordered list of groups into which everybody of known ethnicity falls:
//
//	5+1                    White, Mixed, Asian, Black, Other; Chinese people are Asian (2011 and 2021 censuses)
//	5+1-2001               the same five, Chinese people in Other (2001 census; Home Office arrests to 2018/19; Ethnicity facts and figures)
//	5+1+grt                as 5+1, with Gypsy or Irish Traveller taken out of White
//	5+1+white-minorities   as 5+1, with White in two: White British, White minorities
//	16+1                   2001 census, police self-defined ethnicity (SDE) codes to 2017, NHS
//	18+1                   2011 census, police SDE codes from 2017
//	19+1                   2021 census, which adds Roma
//	officer                as an officer saw it: White, Mixed, Asian, Black, Other
//	use-of-force-2018      as an officer saw it, Chinese apart
//	ic                     PNC identity codes, IC1 to IC6, as an officer saw it
//	white-other            White and everybody else
//
// [Scheme.Collapse] takes a group to the group of a coarser scheme that contains it. It never
// guesses: what cannot be told is a [*CollapseError]. The same everyday name can stand for
// different people. Asian of 2001 is [AsianWithoutChinese] and Asian of 2011 is [Asian]; in Avon
// and Somerset in 2017/18, dividing searches of the first by residents of the second gives an index
// of 1.06 and not 1.34.
//
// A group can be of interest in its own right and be a part of the baseline too, as Gypsy or Irish
// Traveller is of White. [Group.Contains] tells; the schemes 5+1+grt and 5+1+white-minorities take
// the two apart.
//
// # Labels
//
// [Parse] reads a label of any published table, [ParseIn] one of a given scheme. Where labels of
// two schemes are spelled the same and mean different groups, or where a bare code such as A9 does
// not tell its scheme, Parse returns an error and ParseIn the group. The tables are in
// label_table.go, each with its source.
//
// # Populations
//
// [PopulationOf] has the residents of England and Wales by the census of 2011 in 18 groups and of
// 2021 in 19: of every district (331 in 2021, and the 348 of 2011), of the 43 territorial police
// forces, the nine regions of England, England, Wales, and both together. Forces, regions and
// countries are sums of districts; all have names and ONS codes, and [Areas] lists the names.
// [PopulationAt] has the residents of a day, interpolated between the two censuses.
// [ReadPopulation] reads figures from elsewhere, as people and statistical offices write them,
// [NewPopulation] takes those that a program has, and [Population.WriteCSV] writes a table of any.
// [Population.Within] tells whether one area lies in another.
//
// Some names have two meanings that hold different people. The force Durham polices the districts
// County Durham and Darlington; the same is true of Dorset and Wiltshire; West Midlands is a force
// and a region of four forces; London is a region, and the Metropolitan Police to some, without the
// City. Such a name is an error that lists the meanings; "force:Durham" and "district:Durham" have
// one. The names of districts are read as people write them, with "City of", "London Borough of" or
// "Council", "&" or "and". A district that was merged into another between the censuses, such as
// Taunton Deane, is there by the census of 2011; for 2021 an error says what it is part of. By
// both, the districts of 2021 are there, in 2011 as the sums of what they were made of.
//
// The census of 21 March 2021 was taken during a lockdown: some students and workers were not
// counted where they usually live. Its cells are perturbed by the publisher, so that those of all
// districts add up to 59,597,578 and not to the published 59,597,542.
//
// Source: Office for National Statistics. Contains public sector information licensed under the
// Open Government Licence v3.0
// (https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/).
//
// # Forces
//
// A [Force] is a police force, which residents and searches are counted by. [ParseForce] reads the
// names that people use for the forces of England and Wales, British Transport Police, Police
// Scotland and the Police Service of Northern Ireland; [ForceOfFile] reads the name of a file;
// [ForceNamed] takes any other name for a force of its own. [Force.Code] is empty where there are
// no residents.
//
// # Errors
//
// A label that cannot be read is a [*LabelError], for one of three reasons: [ErrUnknownLabel],
// [ErrAmbiguousLabel], [ErrTotalLabel]. A table of residents that cannot be read is a
// [*PopulationError] with the place. Nothing falls silently into Other, and nothing panics.
//
// # Missing values
//
// [NotKnown] (nothing recorded), [NotStated], [Refused] and [NoPerson] (a vehicle alone was
// searched) are kept apart, pass through every collapse unchanged, and have no residents. A blank
// label is NotKnown and no error. What to do with the people of unknown ethnicity is for the caller
// to say.
//
// # Concurrency and cost
//
// Every type is a value that may be shared, and every function may be called by several goroutines
// at once: the tables do not change. A program that imports this package builds the tables of
// labels as it starts, in half a millisecond and 150 kB. A label is then read in less than a
// microsecond. [PopulationOf], [PopulationAt] and [Areas] read the residents of a census when
// they are first asked for it, in some milliseconds and 1 MB; after that an area is found in
// microseconds.
package ethnicity
