/** Sums of a budget; the same rule as `autograder.domain.budget.Line.amount`: rounded to the franc, half up. */

/** Quantity × unit price, exact on the decimals that people type. */
export function amountOf(quantity, price) {
  const [whole, decimals = ""] = String(quantity).split(".");
  const scaled = Number(whole + decimals) * price;
  return Math.floor(scaled / 10 ** decimals.length + 0.5);
}

export const totalOf = (lines) => lines.reduce((sum, { amount }) => sum + amount, 0);
