export type CommandGroup = "page" | "watchlist" | "operation" | "task";

/** An entry of the command palette. */
export interface Command {
  group: CommandGroup;
  name: string;
  /** Further text that the search matches. */
  about?: string;
  to: string;
}

const MAX_FOUND = 40;

/** The commands that contain every word of `text`. Names that equal, begin with or contain `text` come first, in this order. */
export function searchCommands(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const typed = words.join(" ");
  const rank = ({ name }: Command) => {
    const lower = name.toLowerCase();
    return lower === typed ? 0 : lower.startsWith(typed) ? 1 : lower.includes(typed) ? 2 : 3;
  };
  return commands
    .filter(({ name, about = "" }) => words.every((word) => `${name} ${about}`.toLowerCase().includes(word)))
    .map((command, place) => ({ command, place, rank: rank(command) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .slice(0, MAX_FOUND)
    .map(({ command }) => command);
}
