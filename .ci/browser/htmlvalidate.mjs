// What html-validate asks of a page: what it recommends, but for what is left out here with its reason.
export default {
	root: true,
	extends: ["html-validate:recommended"],
	rules: {
		"long-title": "off", // for search engines; a title here is what was asked for, as long as it is
	},
};
