/** Returns `text` with the decimal digits of every script replaced by 0 to 9, full-width ones included. */
export function asciiDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

// Unicode encodes the ten digits of a script one after the other, so the value of a digit is its distance from the first of them.
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
