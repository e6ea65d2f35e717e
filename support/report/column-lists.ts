import type { Column, ReportRow } from './columns';

/** Each column as a list: a cell for each row, in the order of the rows. */
export type Lists = { readonly [C in Column]: readonly ReportRow[C][] };

/** What has rows has their columns too. */
export abstract class ColumnLists implements Lists {
  abstract readonly entries: readonly ReportRow[];

  get user(): Lists['user'] {
    return this.#list('user');
  }
  get arn(): Lists['arn'] {
    return this.#list('arn');
  }
  get user_creation_time(): Lists['user_creation_time'] {
    return this.#list('user_creation_time');
  }
  get password_enabled(): Lists['password_enabled'] {
    return this.#list('password_enabled');
  }
  get password_last_used(): Lists['password_last_used'] {
    return this.#list('password_last_used');
  }
  get password_last_changed(): Lists['password_last_changed'] {
    return this.#list('password_last_changed');
  }
  get password_next_rotation(): Lists['password_next_rotation'] {
    return this.#list('password_next_rotation');
  }
  get mfa_active(): Lists['mfa_active'] {
    return this.#list('mfa_active');
  }
  get access_key_1_active(): Lists['access_key_1_active'] {
    return this.#list('access_key_1_active');
  }
  get access_key_1_last_rotated(): Lists['access_key_1_last_rotated'] {
    return this.#list('access_key_1_last_rotated');
  }
  get access_key_1_last_used_date(): Lists['access_key_1_last_used_date'] {
    return this.#list('access_key_1_last_used_date');
  }
  get access_key_1_last_used_region(): Lists['access_key_1_last_used_region'] {
    return this.#list('access_key_1_last_used_region');
  }
  get access_key_1_last_used_service(): Lists['access_key_1_last_used_service'] {
    return this.#list('access_key_1_last_used_service');
  }
  get access_key_2_active(): Lists['access_key_2_active'] {
    return this.#list('access_key_2_active');
  }
  get access_key_2_last_rotated(): Lists['access_key_2_last_rotated'] {
    return this.#list('access_key_2_last_rotated');
  }
  get access_key_2_last_used_date(): Lists['access_key_2_last_used_date'] {
    return this.#list('access_key_2_last_used_date');
  }
  get access_key_2_last_used_region(): Lists['access_key_2_last_used_region'] {
    return this.#list('access_key_2_last_used_region');
  }
  get access_key_2_last_used_service(): Lists['access_key_2_last_used_service'] {
    return this.#list('access_key_2_last_used_service');
  }
  get cert_1_active(): Lists['cert_1_active'] {
    return this.#list('cert_1_active');
  }
  get cert_1_last_rotated(): Lists['cert_1_last_rotated'] {
    return this.#list('cert_1_last_rotated');
  }
  get cert_2_active(): Lists['cert_2_active'] {
    return this.#list('cert_2_active');
  }
  get cert_2_last_rotated(): Lists['cert_2_last_rotated'] {
    return this.#list('cert_2_last_rotated');
  }
  get additional_credentials_info(): Lists['additional_credentials_info'] {
    return this.#list('additional_credentials_info');
  }

  #list<C extends Column>(column: C): readonly ReportRow[C][] {
    return Object.freeze(this.entries.map((row) => row[column]));
  }
}
