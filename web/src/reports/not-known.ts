/** Why no amount stands where there were outages. */
export const noMoneyWhy =
  'nothing was expected or counted then, no worth is declared, or amounts are of several currencies';
/** Why no customers stand where there were outages. */
export const noCustomersWhy = 'no users were told apart then, or it is not counted yet';
