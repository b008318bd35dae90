import { session } from "./session.ts";
import { type TeamList, teamList } from "./team-storage.ts";

const isText = (value: unknown): value is string => typeof value === "string" && value.includes("@");
const useList: () => TeamList<string> = teamList("members", isText, 20);

/** Email addresses of members who acted before, starting with the reader's own. The API does not list the members of a team. */
export function useActingMembers(): { emails: string[]; remember: (email: string) => void } {
  const { items, change } = useList();
  const own = session.value?.email;
  return {
    emails: [...new Set([...(own ? [own] : []), ...items])],
    remember: (email) => change((known) => [email, ...known.filter((each) => each !== email)]),
  };
}
