/** An error that the user of the command can correct. It is printed as one line, without a stack. */
export class CommandError extends Error {}
