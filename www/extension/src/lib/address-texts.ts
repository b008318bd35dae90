/** Why a text is not the address of a gateway, as the end of a sentence whose subject is the setting or the field. */
export const addressProblems = {
  form: "must be an address such as https://gateway.example",
  scheme: "must begin with https:, except on localhost and 127.0.0.1",
  extra: "must have no user name, query or fragment",
};
