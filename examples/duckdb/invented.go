package main

// inventedSearches are what is counted where no file is given: a hundred thousand rows, as a table
// of a database may have them, from March to September. Nothing of them is true.
var inventedSearches = records{name: "invented searches, kent", from: `(
	SELECT 'Person search' AS type, TIMESTAMP '2022-03-01' + INTERVAL 3 MINUTE * i AS date,
		CASE i % 4 WHEN 0 THEN 'Female' ELSE 'Male' END AS gender,
		['10-17', '18-24', '25-34', 'over 34', NULL][i % 5 + 1] AS age_range,
		CASE WHEN i % 11 = 0 THEN 'Other ethnic group - Not stated'
			WHEN i % 16 = 0 THEN 'Black/African/Caribbean/Black British - African'
			WHEN i % 19 = 0 THEN 'Asian/Asian British - Indian'
			ELSE 'White - English/Welsh/Scottish/Northern Irish/British' END AS self_defined_ethnicity,
		CASE i % 3 WHEN 0 THEN 'Stolen goods' ELSE 'Controlled drugs' END AS object_of_search,
		CASE i % 7 WHEN 0 THEN 'Arrest' WHEN 1 THEN 'Community resolution' ELSE 'A no further action disposal' END AS outcome
	FROM range(100000) r(i))`}
