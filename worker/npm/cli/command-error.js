/** An error that the person at the terminal can correct. It is printed as one line, without a stack. */
export class CommandError extends Error {}
