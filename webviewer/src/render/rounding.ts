/**
 * Added before a colour from 0 to 255 is cut to a whole number, by both renderers, after every
 * layer: halves go up, and so does what lies less than 2^-14 below a half.
 *
 * The slack keeps halves, which whole stored values hit often (every 40th in a window 401 wide),
 * clear of the last bit of a 32-bit float, where graphics processors differ. It is too small to
 * move any whole stored value that is not a half in windows up to 8192 wide.
 */
export const ROUNDING = 0.5 + 2 ** -14;
