/** Bright colours that are told apart over gray images, sRGB; one a category, then from the start. */
const COLOURS = [
  '#4fc3f7',
  '#ffb74d',
  '#81c784',
  '#f06292',
  '#fff176',
  '#ba9cf5',
  '#ff8a65',
  '#4dd0c4',
] as const;

/** Returns the colour of a category by its place in the list of categories. */
export function categoryColour(index: number): string {
  return COLOURS[((index % COLOURS.length) + COLOURS.length) % COLOURS.length] ?? COLOURS[0];
}
