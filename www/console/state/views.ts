import { type SavedView, isSavedView } from "../model/saved-view.ts";
import { type TeamList, teamList } from "./team-storage.ts";

/** Named filters of the team in this browser, newest first. */
export const useSavedViews: () => TeamList<SavedView> = teamList("views", isSavedView, 50);
