/** What the API's objects look like: fields in their order, zero values, list keys. Knows JSON trees and nothing else. */
package metallb.adapters.support.apistore.schema;
