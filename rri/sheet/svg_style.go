package sheet

// pictureStyle is the style sheet of pictures. All of its classes begin with "p-", so that it does
// not touch what else is on a page.
//
// Texts and most lines are in the colour of the text around the picture. An interval is in a colour
// of its own, and thick, so that it is told apart without the colour too. The two colours have a
// contrast of 6:1 and 8:1 with white and with the dark ground of a file.
const pictureStyle = `
.p-picture{display:block;max-width:34rem;height:auto;--p-accent:#1f62a8}
.p-picture text{fill:currentColor;font-variant-numeric:tabular-nums}
.p-title{font-weight:700}
.p-strong{font-weight:700}
.p-one{stroke:currentColor;stroke-width:1.25}
.p-grid{stroke:currentColor;stroke-width:.5;stroke-opacity:.55;fill:none}
.p-interval{stroke:#1f62a8;stroke:var(--p-accent,#1f62a8);stroke-width:5}
.p-more{fill:#1f62a8;fill:var(--p-accent,#1f62a8)}
.p-dot{fill:currentColor}
.p-bounds{stroke:currentColor;stroke-width:1.25;fill:none}
.p-band{fill:#1f62a8;fill:var(--p-accent,#1f62a8);fill-opacity:.22}
.p-edge{stroke:#1f62a8;stroke:var(--p-accent,#1f62a8);stroke-width:1;fill:none}
.p-line{stroke:currentColor;stroke-width:1.6;stroke-linejoin:round;fill:none}
.p-outer{stroke:currentColor;stroke-width:1;stroke-dasharray:3 2;fill:none}
.p-apart{stroke:currentColor;stroke-width:1.25;stroke-dasharray:7 4}
.p-none{stroke:currentColor;stroke-width:.75;fill:none}
@media screen and (prefers-color-scheme:dark){.p-picture{--p-accent:#7db4ee}}
`

// fileStyle is what a file has besides, which has no page around it.
const fileStyle = `
.p-picture{color:#1a1a1a;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.p-ground{fill:#fff}
@media screen and (prefers-color-scheme:dark){.p-picture{color:#e6e6e6}.p-ground{fill:#16191d}}
`
