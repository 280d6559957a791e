package choices
