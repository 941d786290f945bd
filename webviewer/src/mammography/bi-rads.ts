/** A BI-RADS assessment category as the project maps it from confidences. */
export interface BiRads {
  readonly category: 1 | 2 | 3 | 4 | 5;
  readonly name: string;
}

/**
 * Returns the category: 1 below 0.30, 2 below 0.60, 3 below 0.75, 4 up to and with 0.90, 5 above it.
 *
 * @param highestConfidence of any lesion, 0 to 1; null where there is none, which is category 1
 * @throws RangeError if the confidence is not in 0 to 1
 */
export function biRadsOf(highestConfidence: number | null): BiRads {
  const confidence = highestConfidence ?? 0;
  if (!(confidence >= 0 && confidence <= 1)) {
    throw new RangeError(`confidence must be 0 to 1, but was: ${confidence}`);
  }
  if (confidence < 0.3) return { category: 1, name: 'normal' };
  if (confidence < 0.6) return { category: 2, name: 'benign' };
  if (confidence < 0.75) return { category: 3, name: 'probably benign' };
  if (confidence <= 0.9) return { category: 4, name: 'suspicious' };
  return { category: 5, name: 'highly suggestive of malignancy' };
}
