import { type MessageTemplate, isMessageTemplate } from "../model/message-template.ts";
import { type TeamList, teamList } from "./team-storage.ts";

/** Message templates of the team in this browser, newest first. */
export const useTemplates: () => TeamList<MessageTemplate> = teamList("templates", isMessageTemplate, 50);
