// Departments of different regions for the same thing
// An Agency belongs to a region. A Function says what departments are for, so that 省经信厅 and 市工信局 can be compared:
// the names differ, the function is one.
MATCH drawn = (:Region)<-[:BELONGS_TO]-(a:Agency)-[:HAS_FUNCTION]->(:Function {id: 'industry-and-it'})
RETURN drawn
