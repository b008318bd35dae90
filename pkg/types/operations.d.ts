/** The operations of the API, by the name errors and hooks give. */
export type OperationName =
  | "auth.sendOtp"
  | "auth.verifyOtp"
  | "tasks.get"
  | "linkedin.fetchProfile"
  | "linkedin.fetchProfilesPosts"
  | "linkedin.fetchCompany"
  | "linkedin.fetchCompanyPosts"
  | "linkedin.searchProfiles"
  | "linkedin.fetchConnections"
  | "linkedin.sendMessage"
  | "linkedin.sendConnectionRequest"
  | "linkedin.likePost"
  | "linkedin.commentPost"
  | `watchlists.${"keyword" | "people" | "company" | "reddit"}.${"list" | "create" | "update" | "delete"}`
  | "posts.list"
  | "interactions.list"
  | "engagement.like"
  | "engagement.comment"
  | "team.get";
