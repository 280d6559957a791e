// What of the page does not fit: a list of sentences. The page must not scroll sideways; what
// scrolls by itself may on a screen, and not on paper, where nobody can scroll. Text must not be cut,
// and not be smaller than can be read.
(paper => {
	const smallest = 8.5; // px of CSS; 6.4 pt on paper
	// A picture of many rows is as high as a sheet, and its letters follow: 5.25 pt. The table below
	// it has its numbers.
	const smallestDrawn = paper ? 7 : smallest;
	const across = 1009; // px: 297 mm of a sheet that is turned, less two margins of 15 mm
	const root = document.scrollingElement, width = root.clientWidth, found = [], small = new Map();
	const say = (element, what) => {
		const text = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
		found.push(`<${element.tagName.toLowerCase()}> "${text}" ${what}`);
	};
	const rounded = number => Math.round(number * 10) / 10;
	const turned = element => {
		const place = element.closest('.scroll');
		return paper && place && getComputedStyle(place).page === 'across';
	};
	if (root.scrollWidth > (document.querySelector('.wider') && paper ? across : width)) {
		found.push(`the page is ${root.scrollWidth} px wide and the screen ${width}`);
	}
	if (window.innerWidth > width + 20) { // a phone shows a page that is too wide from afar
		found.push(`the page is shown as on a screen of ${window.innerWidth} px, which has ${width}`);
	}
	const scrolls = element => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
	const inside = element => {
		for (let e = element.parentElement; e && e !== root && e !== document.body; e = e.parentElement) {
			if (scrolls(e)) return true;
		}
		return false;
	};
	for (const element of document.body.querySelectorAll('*')) {
		const style = getComputedStyle(element), box = element.getBoundingClientRect();
		if (style.visibility === 'hidden' || box.width <= 1 || box.height <= 1) continue;
		const over = element.scrollWidth - element.clientWidth;
		if (['hidden', 'clip'].includes(style.overflowX) && over > 1 && element.clientWidth > 1) {
			say(element, `is cut: ${over} px of it are hidden`);
		}
		if (paper && scrolls(element) && over > 1) {
			say(element, `scrolls: ${over} px of it are not on paper`);
		}
		const room = (turned(element) ? across : width) + 1;
		const beyond = box.right > room && element.parentElement.getBoundingClientRect().right <= room;
		if (beyond && !inside(element)) {
			say(element, `ends ${rounded(box.right - room + 1)} px beyond the page`);
		}
		const own = [...element.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
		if (!own) continue;
		let size = parseFloat(style.fontSize);
		if (element instanceof SVGGraphicsElement) {
			const matrix = element.getScreenCTM();
			size *= Math.hypot(matrix.a, matrix.b);
			const picture = element.ownerSVGElement.getBoundingClientRect();
			if (box.left < picture.left - 1 || box.right > picture.right + 1) {
				say(element, 'reaches out of its picture');
			}
		}
		if (size < (element instanceof SVGGraphicsElement ? smallestDrawn : smallest)) {
			const where = element.ownerSVGElement || element;
			small.set(where, Math.min(size, small.get(where) || size));
		}
	}
	small.forEach((size, where) => say(where, `has letters of ${rounded(size)} px`));
	return found;
})
