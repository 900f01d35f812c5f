/** What stands before the kind of a kept entity, so that a Component of Backstage is not taken for one of Waga. */
export const backstagePrefix = 'backstage.io/';
